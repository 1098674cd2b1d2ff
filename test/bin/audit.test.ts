import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the audit with an npm that reports one thing of what is deployed, and another of all packages. */
function auditWith(deployed: string, all: string) {
  const npm = join(folder, 'npm');
  const lines = [
    '#!/bin/sh',
    `case "$*" in *--omit=dev*) echo '${deployed}' ;; *) echo '${all}' ;; esac`,
    'exit 1',
  ];
  writeFileSync(npm, lines.join('\n'));
  chmodSync(npm, 0o755);
  const PATH = `${folder}${delimiter}${process.env.PATH}`;
  const { status, stderr } = spawnSync(process.execPath, ['bin/audit.ts'], {
    encoding: 'utf8',
    env: { ...process.env, PATH },
  });
  return { status, says: stderr.trim() };
}

const clean = JSON.stringify({ vulnerabilities: {} });
const finding = (severity: string) =>
  JSON.stringify({ vulnerabilities: { leaky: { severity, range: '<1.2.3' } } });

describe('the audit', () => {
  it('is content when nothing is known', () => {
    expect(auditWith(clean, clean)).toEqual({ status: 0, says: '' });
  });

  it('fails on any finding in what is deployed', () => {
    expect(auditWith(finding('low'), clean)).toEqual({ status: 1, says: 'low: leaky <1.2.3' });
  });

  it.each([
    { severity: 'moderate', status: 0 },
    { severity: 'high', status: 1 },
    { severity: 'critical', status: 1 },
  ])('ends with $status on a $severity finding in a tool', ({ severity, status }) => {
    expect(auditWith(clean, finding(severity)).status).toBe(status);
  });

  it('says that a registry could not be asked, and goes on', () => {
    const { status, says } = auditWith('{"message":"no answer"}', '');

    expect(status).toBe(0);
    expect(says.split('\n').sort()).toEqual([
      'Not audited, all packages: npm gave no report',
      'Not audited, deployed packages: no answer',
    ]);
  });
});
