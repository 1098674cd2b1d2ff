import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiClient } from '../../local/api-client.ts';
import { startCloud } from '../../local/cloud/cloud.ts';
import type { Cloud } from '../../local/cloud/cloud-options.ts';
import { seedLocalKeys } from '../../local/local-keys.ts';
import { synthesise } from '../../local/synthesise.ts';
import { UsageMeter } from './usage-meter.ts';

/** The synthesised stacks on this machine, in memory, with a meter on everything they ask of DynamoDB. */
export interface BenchCloud {
  readonly cloud: Cloud;
  /** The public API, as an owner. */
  readonly client: ApiClient;
  readonly meter: UsageMeter;
  stop(): Promise<void>;
}

const assemblyDir = join(import.meta.dirname, '..', '..', '.local', 'bench', 'assembly');

/** Writes the stacks anew, so that what is measured is what the sources say now. */
export async function prepareAssembly(): Promise<void> {
  await rm(assemblyDir, { recursive: true, force: true });
  await synthesise(assemblyDir);
}

/** Schedules do not fire, since they would add their requests to those counted. `idle_ms`: when a function grows cold. */
export async function startBenchCloud(options: { idle_ms?: number } = {}): Promise<BenchCloud> {
  if (!existsSync(assemblyDir)) await prepareAssembly();
  const meter = new UsageMeter();
  const cloud = await startCloud({
    assemblyDir,
    port: 0,
    schedules: false,
    intercept: meter.intercept,
    ...(options.idle_ms === undefined ? {} : { idleMs: options.idle_ms }),
  });
  await seedLocalKeys(cloud);

  return {
    cloud,
    meter,
    client: new ApiClient(cloud.apiUrl, 'local-owner'),
    stop: () => cloud.stop(),
  };
}
