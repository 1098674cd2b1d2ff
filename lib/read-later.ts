import { basename, dirname, join, parse } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

/**
 * What few invocations need, by how it is imported: it lies beside `index.mjs`, complete with what it depends on, and is read when
 * it is imported, by `import()`. In the bundle it would be parsed at each cold start. Nothing of what it depends
 * on may be shared with the rest, such as a class that the other side asks for by `instanceof`. -> what is bundled for it
 */
const later: Readonly<Record<string, string>> = {
  jsonata: 'jsonata',
  '@aws-sdk/client-lambda': '@aws-sdk/client-lambda',
  'openid-client': 'openid-client',
  './span-recorder.ts': './adapters/telemetry/span-recorder.ts',
};

export const readLater: Plugin = {
  name: 'read-later',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' && path in later
        ? { path: `./${fileOf(path)}`, external: true }
        : undefined,
    );
  },
};

/** Bundles whatever the outputs import from beside them. Path -> content. */
export async function filesReadLater(
  { outputs }: Metafile,
  options: BuildOptions & { readonly absWorkingDir: string },
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const [name, entryPoint] of Object.entries(later)) {
    const users = Object.entries(outputs).filter(([, { imports }]) =>
      imports.some(({ path }) => path === `./${fileOf(name)}`),
    );
    if (users.length === 0) continue;
    const { outputFiles } = await build({ ...options, entryPoints: [entryPoint], write: false });
    for (const [output] of users) {
      const path = join(options.absWorkingDir, dirname(output), fileOf(name));
      for (const { contents } of outputFiles) found.set(path, contents);
    }
  }
  return found;
}

function fileOf(name: string): string {
  return `${parse(basename(name)).name}.mjs`;
}
