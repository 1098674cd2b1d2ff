import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

let made: URL | undefined;

/**
 * What the thread of an environment begins with, as one module in an address of its own. Made once in a process: Node.js would
 * take the types out of it anew in each thread, which is most of a thread's start.
 */
export function threadCode(): URL {
  made ??= build();

  return made;
}

function build(): URL {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('./lambda-worker.ts', import.meta.url))],
    ...{ bundle: true, minify: true, write: false },
    ...{ platform: 'node', format: 'esm' },
  });
  const code = outputFiles.map(({ contents }) => Buffer.from(contents).toString('base64'));

  return new URL(`data:text/javascript;base64,${code.join('')}`);
}
