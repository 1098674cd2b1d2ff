import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { SyncMessage, SyncResult } from '../../domain/sync/sync-deps.ts';

export interface Deps {
  /** Undefined when the record is not a job. */
  parse(record: SQSRecord): SyncMessage | undefined;
  sync(messages: readonly SyncMessage[]): Promise<SyncResult[]>;
  giveBack(
    records: readonly SQSRecord[],
    results: readonly SyncResult[],
  ): Promise<SQSBatchResponse>;
}

/**
 * Drains target queues and the priority queue, a batch at a time. Of one listing (message group) only the newest state
 * matters, so records of a group are one piece of work and share its fate.
 *
 * A record that is no job is named as failed until the queue moves it to the dead letters, where an alarm waits.
 */
export function createHandler(deps: Deps) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const parsed = Records.map((record) => ({ record, message: deps.parse(record) }));
    const messages = parsed.flatMap(({ message }) => (message === undefined ? [] : [message]));
    const poison = parsed.filter(({ message }) => message === undefined);

    const { batchItemFailures } = await deps.giveBack(Records, await deps.sync(messages));

    return {
      batchItemFailures: [
        ...batchItemFailures,
        ...poison.map(({ record }) => ({ itemIdentifier: record.messageId })),
      ],
    };
  };
}
