import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import type { Site } from './site.ts';

declare module 'vitest' {
  export interface ProvidedContext extends Site {}
}

/** One system for all tests in browsers. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const site = spawn(process.execPath, [join(import.meta.dirname, 'site.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(site, 'exit');
  const [line] = await Promise.race([
    once(createInterface(site.stdout), 'line'),
    gone.then(() => {
      throw new Error('the system for the browsers did not start');
    }),
  ]);
  const { home, hostaway, schedules, demoThings }: Site = JSON.parse(line);
  project.provide('home', home);
  project.provide('hostaway', hostaway);
  project.provide('schedules', schedules);
  project.provide('demoThings', demoThings);

  return async () => {
    site.kill();
    await gone;
  };
}
