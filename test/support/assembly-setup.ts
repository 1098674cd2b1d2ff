import type { TestProject } from 'vitest/node';
import { cachedAssembly } from '../../local/cached-assembly.ts';
import { clearUsedGrants } from './used-grants.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    assemblyDir: string;
  }
}

/** The stacks of stage `local`, bundled and synthesised at most once for all end-to-end tests of a run. */
export async function setup(project: TestProject): Promise<void> {
  clearUsedGrants();
  project.provide('assemblyDir', await cachedAssembly());
}
