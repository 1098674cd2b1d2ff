import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { Report } from '../../domain/common/report.ts';
import type { SyncMessage, SyncResult } from '../../domain/sync/sync-deps.ts';
import { syncJobSchema } from '../../domain/sync/sync-job.ts';
import { hideMessages } from './hide-messages.ts';

/** What became of a batch. */
export interface Settling {
  readonly results: readonly SyncResult[];
  /** URL of the queue of dead letters. */
  readonly dead_letters: string;
  readonly report: Report;
}

/** A delivery as the worker reads it. Undefined when its body is not a job: no pass can do anything with it. */
export function toSyncMessage(record: SQSRecord): SyncMessage | undefined {
  const job = syncJobSchema.safeParse(parseJson(record.body));
  if (!job.success) return undefined;

  return {
    id: record.messageId,
    job: job.data,
    receive_count: Number(record.attributes.ApproximateReceiveCount),
  };
}

/**
 * Hides each message that is not done for its own delay, and names it as failed so that it stays in the queue. One for the
 * dead letters leaves its queue only when it is among them.
 */
export async function giveBack(
  client: SQSClient,
  records: readonly SQSRecord[],
  { results, dead_letters, report }: Settling,
): Promise<SQSBatchResponse> {
  const waits = new Map(
    results.flatMap((result) => (result.done ? [] : [[result.id, result.retry_in_ms]])),
  );
  const waiting = records.filter(({ messageId }) => waits.has(messageId));
  const dead = new Set(
    results.flatMap((result) => (result.done && result.dead_letter ? [result.id] : [])),
  );
  const buried = records
    .filter(({ messageId }) => dead.has(messageId))
    .map((record) =>
      bury(client, dead_letters, record).catch((error: unknown) => {
        report('message-not-buried', { message_id: record.messageId, error });
        return record;
      }),
    );

  await hideMessages(client, waiting, waits);
  const unburied = (await Promise.all(buried)).filter((record) => record !== undefined);

  return {
    batchItemFailures: [...waiting, ...unburied].map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  };
}

/** Puts a message among the dead letters, in its own group. */
async function bury(
  client: SQSClient,
  QueueUrl: string,
  { messageId, body, attributes }: SQSRecord,
): Promise<undefined> {
  await client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: body,
      MessageGroupId: attributes.MessageGroupId,
      // The same when it is buried again because it could not be deleted.
      MessageDeduplicationId: messageId,
    }),
  );
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
