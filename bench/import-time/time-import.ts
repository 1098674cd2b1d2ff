import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';
import { functionEnv } from './function-env.ts';

const run = promisify(execFile);
const printedSchema = z.object({ wall_ms: z.number(), processor_ms: z.number() });

/** How long an import took: by the clock, and of all processors' time. */
export type ImportTime = z.infer<typeof printedSchema>;

const program = `
const processor = process.cpuUsage();
const begin = performance.now();
await import(process.argv[1]);
const wall_ms = performance.now() - begin;
const { user, system } = process.cpuUsage(processor);
process.stdout.write('\\n' + JSON.stringify({ wall_ms, processor_ms: (user + system) / 1000 }));
process.exit();
`;

/** Imports a bundle in a fresh process. */
export async function timeImport(file: string): Promise<ImportTime> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program, file], {
    env: { ...functionEnv },
  });

  return printedSchema.parse(JSON.parse(stdout.slice(stdout.lastIndexOf('\n'))));
}
