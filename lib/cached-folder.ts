import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sourceHash } from './source-hash.ts';

/** Folders that nobody has made for so long are removed, ms. Something that runs may still read younger ones. */
const keepFor = 7 * 86_400_000;

export interface CachedFolderOptions {
  readonly root: string;
  /** Folders and files below the root that the result is made from. */
  readonly sources: readonly string[];
  /** Holds the results, by the hash of their sources. */
  readonly cache: string;
  /** Writes the result into an empty folder. */
  readonly make: (folder: string) => Promise<void>;
}

/**
 * What is made from the sources as they are now, made only when there is none yet. Several processes may ask at once.
 *
 * @throws what `make` throws
 */
export async function cachedFolder(options: CachedFolderOptions): Promise<string> {
  const { root, sources, cache, make } = options;
  const folder = join(cache, (await sourceHash(root, sources)).slice(0, 16));
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  await removeOld(cache);
  const draft = await mkdtemp(join(cache, 'draft-'));
  await make(draft);
  try {
    await rename(draft, folder);
  } catch (cause) {
    // Another process was faster.
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw new Error(`cannot write ${folder}`, { cause });
  }
  return folder;
}

async function removeOld(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const info = await stat(path).catch(() => undefined);
    if (info !== undefined && Date.now() - info.mtimeMs > keepFor) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
