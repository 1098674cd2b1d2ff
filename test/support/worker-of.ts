import { shardOf } from '../../domain/targets/target-shard.ts';
import type { Cloud } from '../../local/cloud/cloud-options.ts';

/** Name of the function that drains a target's queue. */
export function workerOf(cloud: Cloud, targetId: string): string {
  const workers = (cloud.variablesOf('targets-api').WORKER_FUNCTION_NAMES ?? '').split(',');

  return workers[shardOf(targetId, workers.length)] ?? '';
}
