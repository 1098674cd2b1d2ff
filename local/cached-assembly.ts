import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from '../lib/cached-folder.ts';
import { synthesise } from './synthesise.ts';

const root = join(import.meta.dirname, '..');

/** Everything that the bundles, the console and the stacks are made from. */
const sources = [
  ...['bin', 'lib', 'lambdas', 'adapters', 'domain', 'console'],
  ...['cdk.json', 'package-lock.json'],
];

/**
 * The cloud assembly of stage `local` for the sources as they are now, made only when there is none yet. Several
 * processes may ask at once.
 *
 * @throws CloudError with what the synthesis said, when it fails.
 */
export async function cachedAssembly(): Promise<string> {
  const cache = join(root, 'dist', 'assemblies');
  return await cachedFolder({ root, sources, cache, make });
}

async function make(folder: string): Promise<void> {
  await synthesise(folder);
  // Tools that the CDK's own functions need at AWS: 22 MB, which nobody reads here.
  for (const name of await readdir(folder)) {
    if (name.endsWith('.zip')) await rm(join(folder, name));
  }
}
