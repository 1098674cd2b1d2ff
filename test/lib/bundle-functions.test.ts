import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../lib/bundle-functions.ts';

const root = mkdtempSync(join(tmpdir(), 'bundle-'));
const outdir = join(root, 'dist');
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const bundle = () => bundleFunctions({ root, outdir, names: ['mapper', 'plain'] });

beforeAll(async () => {
  write('lambdas/plain/index.ts', `export const handler = async () => 'plain';`);
  write(
    'lambdas/mapper/index.ts',
    `import { greeting } from '../../adapters/channel/read.ts';
     import legacy from 'legacy';
     export const handler = async (): Promise<string> => greeting + legacy();
     export const later = async () => (await import('jsonata')).default();`,
  );
  write(
    'adapters/channel/read.ts',
    `import { readFileSync } from 'node:fs';
     import { parse } from 'yaml';
     export const { greeting } = parse(readFileSync(new URL('./words.yaml', import.meta.url), 'utf8'));`,
  );
  write('adapters/channel/words.yaml', 'greeting: "hello "');
  write('node_modules/legacy/package.json', '{ "name": "legacy", "main": "index.js" }');
  write(
    'node_modules/legacy/index.js',
    `module.exports = () => require('node:path').basename('/a/b');`,
  );
  write('node_modules/jsonata/index.js', `module.exports = () => 'read later';`);
  await bundle();
});

describe('bundles', () => {
  it('run by themselves: data files at hand, CommonJS dependencies inside', async () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    rmSync(join(root, 'adapters'), { recursive: true });
    const { handler } = await import(pathToFileURL(join(outdir, 'mapper', 'index.mjs')).href);

    expect(await handler()).toBe('hello b');
  });

  it('leave what few invocations need in a file that is read at its import', async () => {
    const { later } = await import(pathToFileURL(join(outdir, 'mapper', 'index.mjs')).href);

    expect(readFileSync(join(outdir, 'mapper', 'index.mjs'), 'utf8')).not.toContain('read later');
    expect(await later()).toBe('read later');
  });

  it('hold what their function needs and nothing else', () => {
    expect(readdirSync(join(outdir, 'mapper')).sort()).toEqual([
      'index.mjs',
      'index.mjs.map',
      'jsonata.mjs',
      'words.yaml',
    ]);
    expect(readdirSync(join(outdir, 'plain')).sort()).toEqual(['index.mjs', 'index.mjs.map']);
  });

  it('point back to the sources without containing them', () => {
    const map = JSON.parse(readFileSync(join(outdir, 'plain', 'index.mjs.map'), 'utf8'));
    expect(map.sources).toEqual(['../../lambdas/plain/index.ts']);
    expect(map.sourcesContent).toBeUndefined();
  });
});

describe('bundling again', () => {
  const again = () => bundleFunctions({ root, outdir, names: ['plain'] });

  it('leaves unchanged files alone, for whoever reads them at the time', async () => {
    const before = statSync(join(outdir, 'plain', 'index.mjs'), { bigint: true });
    await again();
    const after = statSync(join(outdir, 'plain', 'index.mjs'), { bigint: true });

    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it('replaces what changed and removes what is no longer made', async () => {
    write('dist/plain/old.yaml', 'left behind');
    write('lambdas/plain/index.ts', `export const handler = async () => 'changed';`);
    await again();

    expect(readdirSync(join(outdir, 'plain')).sort()).toEqual(['index.mjs', 'index.mjs.map']);
    expect(readFileSync(join(outdir, 'plain', 'index.mjs'), 'utf8')).toContain('changed');
  });

  it('fails, naming the file, when a function does not compile', async () => {
    write('lambdas/plain/index.ts', `import '../nowhere.ts';`);

    await expect(again()).rejects.toThrow(/nowhere/);
  });
});
