import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** The part of vitest's JSON report that counts. */
const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** No report, or one that cannot be read, is a failure too: the run broke off. */
function summarise(path: string): { passed: number; failed: number } {
  try {
    const report = reportSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    // A file that could not be loaded has no tests to count.
    const broken = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
    };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

/** A report for each run of tests. */
const runs = process.argv.slice(2).map(summarise);
const passed = runs.reduce((sum, run) => sum + run.passed, 0);
const failed = runs.reduce((sum, run) => sum + run.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && runs.length > 0 && runs.every((run) => run.passed > 0) ? 0 : 1;
