import { join } from 'node:path';
import { cachedFolder } from './cached-folder.ts';

/**
 * The console's files as browsers get them: `index.html`, what it names under hashed names in `assets/`, and what stays as it is.
 * They are built when its sources have changed, with the packages' production code when NODE_ENV says so.
 *
 * @returns the folder that holds them
 */
export async function buildConsole(root: string): Promise<string> {
  return await cachedFolder({
    root,
    // The runbook is one of its pages.
    sources: ['console', 'docs/operations.md', 'package-lock.json'],
    cache: join(root, 'dist', 'console'),
    make: async (outDir) => {
      // It takes longer to load than to find that nothing has changed.
      const { build } = await import('vite');
      await build({
        root: join(root, 'console'),
        logLevel: 'error',
        build: { outDir, emptyOutDir: true },
      });
    },
  });
}
