import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownSourceMap } from '../../lib/own-source-map.ts';

const root = mkdtempSync(join(tmpdir(), 'own-map-'));
afterAll(() => rmSync(root, { recursive: true }));

let code = '';
let whole = '';
beforeAll(async () => {
  await mkdir(join(root, 'node_modules/dependency'), { recursive: true });
  writeFileSync(
    join(root, 'node_modules/dependency/index.js'),
    `export const shout = (text) => { if (!text) throw new TypeError('of dependency'); return text.toUpperCase(); };\n`,
  );
  writeFileSync(
    join(root, 'own.ts'),
    `import { shout } from 'dependency';\n\nexport function greet(name: string): string {\n  if (name === '') throw new RangeError('of own');\n  return shout(name);\n}\n`,
  );
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['own.ts'],
    outfile: 'out.mjs',
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    sourcemap: true,
    sourcesContent: false,
  });
  const textOf = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  code = textOf('.mjs');
  whole = textOf('.map');
});

/** Where a place in the (one-line) bundle comes from. */
function origin(map: string, text: string) {
  const before = code.slice(0, code.indexOf(text)).split('\n');
  const entry = new SourceMap(JSON.parse(map)).findEntry(
    before.length - 1,
    before.at(-1)?.length ?? 0,
  );

  return 'originalSource' in entry ? `${entry.originalSource}:${entry.originalLine + 1}` : 'none';
}

describe('own source maps', () => {
  it('still say where own code comes from', () => {
    expect(origin(ownSourceMap(whole), 'RangeError')).toBe('own.ts:4');
  });

  it('say nothing of dependencies, not even the nearest own line', () => {
    expect(origin(whole, 'TypeError')).toBe('node_modules/dependency/index.js:1');
    expect(origin(ownSourceMap(whole), 'TypeError')).toMatch(/^(none|undefined:)/);
  });

  it('list own sources only', () => {
    expect(JSON.parse(ownSourceMap(whole)).sources).toEqual(['own.ts']);
  });
});
