import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/**
 * Packages that few invocations need and that share no module with the rest: they lie beside `index.mjs` and are read
 * when they are imported, by `import()`. In the bundle they would be parsed at each cold start.
 */
const apart = [{ name: 'jsonata', from: 'node_modules/jsonata/jsonata.min.js', to: 'jsonata.cjs' }];

export const packagesApart: Plugin = {
  name: 'packages-apart',
  setup({ onResolve }) {
    for (const { name, to } of apart) {
      onResolve({ filter: new RegExp(`^${name}$`) }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: `./${to}`, external: true } : undefined,
      );
    }
  },
};

/** Path -> content of the packages that bundles import and do not hold. */
export async function filesApart(
  root: string,
  { outputs }: Metafile,
): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const [output, { imports }] of Object.entries(outputs)) {
    for (const { from, to } of apart) {
      if (!imports.some(({ path }) => path === `./${to}`)) continue;
      found.set(join(root, dirname(output), to), await readFile(join(root, from)));
    }
  }
  return found;
}
