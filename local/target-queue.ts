import type { Cloud } from './cloud/cloud-options.ts';

/** URL of a target's queue. */
export function queueOf(cloud: Cloud, targetId: string): string {
  return `${cloud.variablesOf('targets-api').QUEUE_URL_PREFIX}${targetId}.fifo`;
}
