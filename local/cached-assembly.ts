import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudError } from './cloud/common/cloud-error.ts';
import { sourceHash } from './source-hash.ts';
import { synthesise } from './synthesise.ts';

const root = join(import.meta.dirname, '..');
const cache = join(root, 'dist', 'assemblies');

/** Assemblies that nobody has made for so long are removed, ms. A running cloud may still load code from younger ones. */
const keepFor = 7 * 86_400_000;

/**
 * The cloud assembly of stage `local` for the sources as they are now, made only when there is none yet. Several
 * processes may ask at once.
 *
 * @throws CloudError with what the synthesis said, when it fails.
 */
export async function cachedAssembly(): Promise<string> {
  const folder = join(cache, (await sourceHash(root)).slice(0, 16));
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  await removeOld();
  const draft = await mkdtemp(join(cache, 'draft-'));
  await synthesise(draft);
  try {
    await rename(draft, folder);
  } catch (cause) {
    // Another process was faster.
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw new CloudError(`cannot write ${folder}`, { cause });
  }
  return folder;
}

async function removeOld(): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const info = await stat(path).catch(() => undefined);
    if (info !== undefined && Date.now() - info.mtimeMs > keepFor) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
