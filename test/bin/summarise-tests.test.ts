import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'summary-'));
afterAll(() => rmSync(folder, { recursive: true }));

function summarise(...reports: readonly unknown[]) {
  const paths = reports.map((report, at) => {
    const path = join(folder, `report-${at}.json`);
    writeFileSync(path, typeof report === 'string' ? report : JSON.stringify(report));
    return path;
  });
  const { stdout, status } = spawnSync(process.execPath, ['bin/summarise-tests.ts', ...paths], {
    encoding: 'utf8',
  });
  return { last: stdout.trim().split('\n').at(-1), status };
}

const file = (...statuses: string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});

describe('the summary of a test run', () => {
  it.each([
    {
      what: 'passing tests',
      report: { numPassedTests: 2, numFailedTests: 0, testResults: [file('passed', 'passed')] },
      last: '2 passed, 0 failed',
      status: 0,
    },
    {
      what: 'a failing test',
      report: { numPassedTests: 1, numFailedTests: 1, testResults: [file('passed', 'failed')] },
      last: '1 passed, 1 failed',
      status: 1,
    },
    {
      what: 'a file that could not be loaded',
      report: {
        numPassedTests: 1,
        numFailedTests: 0,
        testResults: [file('passed'), { status: 'failed', assertionResults: [] }],
      },
      last: '1 passed, 1 failed',
      status: 1,
    },
    {
      what: 'no test at all',
      report: { numPassedTests: 0, numFailedTests: 0, testResults: [] },
      last: '0 passed, 0 failed',
      status: 1,
    },
    { what: 'a run that broke off', report: '', last: '0 passed, 1 failed', status: 1 },
  ])('of $what', ({ report, last, status }) => {
    expect(summarise(report)).toEqual({ last, status });
  });

  it('of several runs adds them up', () => {
    const good = { numPassedTests: 2, numFailedTests: 0, testResults: [file('passed', 'passed')] };
    const bad = { numPassedTests: 1, numFailedTests: 1, testResults: [file('passed', 'failed')] };

    expect(summarise(good, good)).toEqual({ last: '4 passed, 0 failed', status: 0 });
    expect(summarise(good, bad)).toEqual({ last: '3 passed, 1 failed', status: 1 });
    expect(summarise(good, '')).toEqual({ last: '2 passed, 1 failed', status: 1 });
  });

  it('of no run fails', () => {
    expect(summarise()).toEqual({ last: '0 passed, 0 failed', status: 1 });
  });
});
