import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stage } from '../../lib/settings.ts';
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

const assemblies = join(import.meta.dirname, '..', '..', '.local', 'bench', 'assembly');

/** Where the stacks of a stage are, once they are prepared. */
export function assemblyOf(stage: Stage): string {
  return join(assemblies, stage);
}

export interface BenchCloudOptions {
  /** Whose template is played. @default local */
  readonly stage?: Stage;
  /** When a function grows cold. */
  readonly idle_ms?: number;
  /** Whether schedules fire; they add their requests to those counted. @default false */
  readonly schedules?: boolean;
  /** Told to every function. @default none */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Writes the stacks anew, so that what is measured is what the sources say now. */
export async function prepareAssembly(stage: Stage): Promise<void> {
  const folder = assemblyOf(stage);
  await rm(folder, { recursive: true, force: true });
  await synthesise(folder, stage);
}

/** Of an assembly that was prepared. Channels are on this machine whatever the stage. */
export async function startBenchCloud(options: BenchCloudOptions = {}): Promise<BenchCloud> {
  const { stage = 'local', idle_ms, schedules = false, variables } = options;
  const meter = new UsageMeter();
  const cloud = await startCloud({
    assemblyDir: assemblyOf(stage),
    port: 0,
    schedules,
    variables: { ALLOW_PRIVATE_BASE_URLS: 'true', ...variables },
    intercept: meter.intercept,
    ...(idle_ms === undefined ? {} : { idleMs: idle_ms }),
  });
  await seedLocalKeys(cloud);

  return {
    cloud,
    meter,
    client: new ApiClient(cloud.apiUrl, 'local-owner'),
    stop: () => cloud.stop(),
  };
}
