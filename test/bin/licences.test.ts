import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'licences-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ours = JSON.parse(readFileSync('package-lock.json', 'utf8'));

function checkWith(more: Record<string, { license?: string }>, packages = ours.packages) {
  const path = join(folder, 'package-lock.json');
  writeFileSync(path, JSON.stringify({ packages: { ...packages, ...more } }));
  const { status, stderr } = spawnSync(process.execPath, ['bin/licences.ts', path], {
    encoding: 'utf8',
  });
  return { status, says: stderr.trim() };
}

describe('the licence check', () => {
  it('accepts what is installed', () => {
    expect(checkWith({})).toEqual({ status: 0, says: '' });
  });

  it.each(['MIT', '(MIT OR GPL-3.0-or-later)', 'MIT AND ISC'])('accepts %s', (license) => {
    expect(checkWith({ 'node_modules/new': { license } }).status).toBe(0);
  });

  it.each([
    { entry: { license: 'GPL-3.0' }, licence: 'GPL-3.0' },
    { entry: { license: 'MIT AND GPL-3.0' }, licence: 'MIT AND GPL-3.0' },
    { entry: {}, licence: 'no licence' },
  ])('refuses $licence', ({ entry, licence }) => {
    expect(checkWith({ 'node_modules/a/node_modules/@b/new': entry })).toEqual({
      status: 1,
      says: `@b/new: ${licence} is not allowed`,
    });
  });

  it('refuses another licence of a package with an exception', () => {
    expect(checkWith({ 'node_modules/nub': { license: 'GPL-3.0' } }).says).toContain(
      'nub: GPL-3.0 is not allowed',
    );
  });

  it('refuses an exception that nothing needs', () => {
    expect(checkWith({}, {}).says).toContain('nub: an exception that nothing needs');
  });
});
