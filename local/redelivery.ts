import type { Cloud } from './cloud/cloud-options.ts';
import { queueOf } from './target-queue.ts';

/** Where nobody says otherwise, a channel is waited for this long, ms. */
const timeoutMs = '30000';
/** More than the time a worker has to record a call, s. */
const recordSeconds = 16;

/**
 * Lets a target's queue hand out a dead worker's jobs again as soon as their leases are over, when whoever gets them may
 * work on them. In the stack that takes two minutes.
 */
export async function shortenRedelivery(cloud: Cloud, targetId: string): Promise<void> {
  const { CHANNEL_TIMEOUT_MS = timeoutMs } = cloud.variablesOf('sync-worker-0');
  const seconds = Number(CHANNEL_TIMEOUT_MS) / 1000 + recordSeconds;
  await cloud.call('sqs', 'SetQueueAttributes', {
    QueueUrl: queueOf(cloud, targetId),
    Attributes: { VisibilityTimeout: String(seconds) },
  });
}
