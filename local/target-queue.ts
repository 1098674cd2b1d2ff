import type { Cloud } from './cloud/cloud-options.ts';
import { queueUrl } from './cloud/template/place.ts';

/** URL of a target's queue. */
export function queueOf(cloud: Cloud, targetId: string): string {
  return queueUrl(`${cloud.variablesOf('targets-api').QUEUE_NAME_PREFIX}${targetId}.fifo`);
}
