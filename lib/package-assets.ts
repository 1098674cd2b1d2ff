import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Files of packages that a function serves as they are. They are put, gzipped, beside its `index.mjs`. */
const packageAssets = [
  {
    name: 'health-api',
    from: 'node_modules/swagger-ui-dist/swagger-ui-bundle.js',
    to: 'swagger-ui.js.gz',
  },
  {
    name: 'health-api',
    from: 'node_modules/swagger-ui-dist/swagger-ui.css',
    to: 'swagger-ui.css.gz',
  },
] as const;

/** Path in the bundle's folder -> content, for those of the functions that have any. */
export async function packageFiles(
  root: string,
  outdir: string,
  names: readonly string[],
): Promise<Map<string, Buffer>> {
  const wanted = packageAssets.filter(({ name }) => names.includes(name));
  const files = wanted.map(async ({ name, from, to }): Promise<[string, Buffer]> => {
    const content = await readFile(join(root, from));
    return [join(outdir, name, to), gzipSync(content, { level: 9 })];
  });

  return new Map(await Promise.all(files));
}
