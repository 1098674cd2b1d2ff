import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutations } from './mutations.ts';

const root = join(import.meta.dirname, '..', '..');

describe('a mutation', () => {
  it.each(mutations)('fits the sources: $name', async ({ file, search, replace, tests }) => {
    const source = await readFile(join(root, file), 'utf8');

    expect(source.split(search), file).toHaveLength(2);
    expect(replace).not.toBe(search);
    expect(tests.filter((test) => !existsSync(join(root, test)))).toEqual([]);
    expect(tests).not.toEqual([]);
  });

  it('has a name of its own', () => {
    const names = mutations.map(({ name }) => name);

    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
