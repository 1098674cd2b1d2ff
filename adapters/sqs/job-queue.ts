import {
  QueueDoesNotExist,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Report } from '../../domain/common/report.ts';
import type { QueuedJob } from '../../domain/sync/dispatch.ts';
import { groupOf } from '../../domain/sync/sync-job.ts';

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
 * Sends jobs to their FIFO queues, ten to a request. A queue that fails keeps no other
 * from getting its jobs. Jobs of a target whose queue is gone are dropped: the target was deleted.
 * Answers with those that could not be enqueued, which may be sent again: repeated ones are dropped by their id.
 */
export async function sendJobs(
  client: SQSClient,
  { urls, report }: { readonly urls: QueueUrls; readonly report: Report },
  jobs: readonly QueuedJob[],
): Promise<QueuedJob[]> {
  const byQueue = Map.groupBy(jobs, ({ queue, job }) =>
    queue === 'priority' ? urls.priority : targetQueueUrl(urls.target_prefix, job.target_id),
  );
  const sends = [...byQueue].flatMap(([url, queued]) =>
    batchesOf(queued).map((batch) =>
      sendBatch(client, url, batch).catch((error: unknown) => {
        report('jobs-not-sent', { queue: url, jobs: batch.length, error });
        return batch;
      }),
    ),
  );

  return (await Promise.all(sends)).flat();
}

/** The jobs that were refused. */
async function sendBatch(
  client: SQSClient,
  url: string,
  batch: readonly QueuedJob[],
): Promise<QueuedJob[]> {
  try {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({ QueueUrl: url, Entries: batch.map(toEntry) }),
    );
    return Failed.flatMap(({ Id }) => batch[Number(Id)] ?? []);
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return [];
    throw error;
  }
}

function toEntry(
  { job, deduplication_id }: QueuedJob,
  index: number,
): SendMessageBatchRequestEntry {
  return {
    Id: String(index),
    MessageBody: JSON.stringify(job),
    MessageGroupId: groupOf(job),
    MessageDeduplicationId: deduplication_id,
  };
}

function batchesOf(jobs: readonly QueuedJob[]): QueuedJob[][] {
  return Array.from({ length: Math.ceil(jobs.length / batchSize) }, (_, index) =>
    jobs.slice(index * batchSize, (index + 1) * batchSize),
  );
}
