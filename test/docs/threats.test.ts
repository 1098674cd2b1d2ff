import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const section = readFileSync('docs/security.md', 'utf8').split('\n## Threats\n')[1] ?? '';
const rows = section
  .split('\n')
  .filter((line) => /^\|.*\|$/.test(line))
  .slice(2);

/** The tests that a row names: a file, and what stands in it. */
const namedIn = (row: string) =>
  [...row.matchAll(/`(test\/[^`]+\.test\.ts)`((?:[:,] "[^"]+")*)/g)].map(([, file, names]) => ({
    file: file ?? '',
    names: [...(names ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name ?? ''),
  }));

it('every threat names a test', () => {
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter((row) => namedIn(row).length === 0)).toEqual([]);
});

it('every test that a threat names exists', () => {
  const missing = rows.flatMap(namedIn).flatMap(({ file, names }) => {
    if (!existsSync(file)) return [file];
    const text = readFileSync(file, 'utf8');
    return names.filter((name) => !text.includes(name)).map((name) => `${file}: ${name}`);
  });

  expect(missing).toEqual([]);
});
