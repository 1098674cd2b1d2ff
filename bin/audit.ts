import { execFile } from 'node:child_process';
import * as z from 'zod';

/** What npm prints of an audit: findings by package, or why it could not ask. */
const reportSchema = z.union([
  z.object({
    vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string() })),
  }),
  z.object({ message: z.string() }),
]);

const severities = ['info', 'low', 'moderate', 'high', 'critical'];

/** What is deployed is free of any finding. Tools run on our own input: there only the grave ones count. */
const audits = [
  { what: 'deployed packages', from: 'info', options: ['--omit=dev'] },
  { what: 'all packages', from: 'high', options: [] },
];

/** One attempt and a short one: a machine without a registry should not wait. */
function askRegistry(options: readonly string[]): Promise<string> {
  const args = ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=15000', ...options];
  // npm exits with 1 when it finds something, which is in the report as well.
  return new Promise((resolve) => execFile('npm', args, (_error, stdout) => resolve(stdout)));
}

function parseReport(text: string): z.infer<typeof reportSchema> {
  try {
    return reportSchema.parse(JSON.parse(text));
  } catch {
    return { message: 'npm gave no report' };
  }
}

/** Prints what was found, from a severity on. @returns whether that was nothing. */
async function audit({ what, from, options }: (typeof audits)[number]): Promise<boolean> {
  const report = parseReport(await askRegistry(options));
  if ('message' in report) {
    console.warn(`Not audited, ${what}: ${report.message}`);
    return true;
  }

  const grave = Object.entries(report.vulnerabilities).filter(
    ([, { severity }]) => severities.indexOf(severity) >= severities.indexOf(from),
  );
  for (const [name, { severity, range }] of grave) console.error(`${severity}: ${name} ${range}`);
  return grave.length === 0;
}

const clean = await Promise.all(audits.map(audit));
process.exitCode = clean.every(Boolean) ? 0 : 1;
