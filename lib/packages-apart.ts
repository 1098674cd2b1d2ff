import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

/**
 * Packages that few invocations need: they lie beside `index.mjs`, complete with what they depend on, and are read when
 * they are imported, by `import()`. In the bundle they would be parsed at each cold start. Nothing of what they depend
 * on may be shared with the rest, such as a class that the other side asks for by `instanceof`.
 */
const apart = ['jsonata', '@aws-sdk/client-lambda', 'openid-client'];

export const packagesApart: Plugin = {
  name: 'packages-apart',
  setup({ onResolve }) {
    for (const name of apart) {
      onResolve({ filter: new RegExp(`^${name}$`) }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: `./${fileOf(name)}`, external: true } : undefined,
      );
    }
  },
};

/** Bundles each package that the outputs import from beside them. Path -> content. */
export async function filesApart(
  { outputs }: Metafile,
  options: BuildOptions & { readonly absWorkingDir: string },
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const name of apart) {
    const users = Object.entries(outputs).filter(([, { imports }]) =>
      imports.some(({ path }) => path === `./${fileOf(name)}`),
    );
    if (users.length === 0) continue;
    const { outputFiles } = await build({ ...options, entryPoints: [name], write: false });
    for (const [output] of users) {
      const path = join(options.absWorkingDir, dirname(output), fileOf(name));
      for (const { contents } of outputFiles) found.set(path, contents);
    }
  }
  return found;
}

function fileOf(name: string): string {
  return `${basename(name)}.mjs`;
}
