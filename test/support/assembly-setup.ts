import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesise } from '../../local/synthesise.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    assemblyDir: string;
  }
}

/** The stacks of stage `local`, bundled and synthesised once for all end-to-end tests of a run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const assemblyDir = await mkdtemp(join(tmpdir(), 'tvl-channels-e2e-'));
  await synthesise(assemblyDir);
  project.provide('assemblyDir', assemblyDir);

  return () => rm(assemblyDir, { recursive: true, force: true });
}
