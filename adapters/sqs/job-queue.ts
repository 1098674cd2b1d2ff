import {
  QueueDoesNotExist,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueuedJob } from '../../domain/sync/dispatch.ts';

/** Some jobs could not be enqueued; worth trying again as a whole, since repeated ones are dropped by their id. */
export class JobsNotSentError extends Error {
  override name = 'JobsNotSentError';
}

/** Where the queues are: a target's own is `<prefix><target id>.fifo`. */
export interface QueueUrls {
  readonly target_prefix: string;
  readonly priority: string;
}

const batchSize = 10;

export function targetQueueUrl(prefix: string, targetId: string): string {
  return `${prefix}${targetId}.fifo`;
}

/**
 * Sends jobs to their FIFO queues, ten to a request; the message group is the listing.
 * Jobs of a target whose queue is gone are dropped: the target was deleted.
 * @throws JobsNotSentError
 */
export async function sendJobs(
  client: SQSClient,
  urls: QueueUrls,
  jobs: readonly QueuedJob[],
): Promise<void> {
  const byQueue = Map.groupBy(jobs, ({ queue, job }) =>
    queue === 'priority' ? urls.priority : targetQueueUrl(urls.target_prefix, job.target_id),
  );
  const sends = [...byQueue].flatMap(([url, queued]) =>
    batchesOf(queued).map((batch) => sendBatch(client, url, batch)),
  );
  await Promise.all(sends);
}

async function sendBatch(
  client: SQSClient,
  url: string,
  batch: readonly QueuedJob[],
): Promise<void> {
  try {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({ QueueUrl: url, Entries: batch.map(toEntry) }),
    );
    if (Failed.length === 0) return;
    throw new JobsNotSentError(
      `${Failed.length} of ${batch.length} jobs refused: ${Failed[0]?.Code}`,
    );
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
  }
}

function toEntry(
  { job, deduplication_id }: QueuedJob,
  index: number,
): SendMessageBatchRequestEntry {
  return {
    Id: String(index),
    MessageBody: JSON.stringify(job),
    MessageGroupId: job.listing_id,
    MessageDeduplicationId: deduplication_id,
  };
}

function batchesOf(jobs: readonly QueuedJob[]): QueuedJob[][] {
  return Array.from({ length: Math.ceil(jobs.length / batchSize) }, (_, index) =>
    jobs.slice(index * batchSize, (index + 1) * batchSize),
  );
}
