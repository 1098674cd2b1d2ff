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

/** Deliveries after which a record that is no job is put away; until then a later release may know what to do with it. */
const mostStrangeReceives = 10;

/**
 * Drains target queues and the priority queue, a batch at a time. Of one listing (message group) only the newest state
 * matters, so records of a group are one piece of work and share its fate.
 *
 * A record that is no job is named as failed for some deliveries, and then put among the dead letters, where an alarm waits.
 */
export function createHandler(deps: Deps) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const parsed = Records.map((record) => ({ record, message: deps.parse(record) }));
    const messages = parsed.flatMap(({ message }) => (message === undefined ? [] : [message]));
    const strange = parsed.flatMap(({ record, message }) => (message === undefined ? record : []));
    const spent = strange.filter(isSpent);

    const { batchItemFailures } = await deps.giveBack(Records, [
      ...(await deps.sync(messages)),
      ...spent.map(({ messageId: id }) => ({ id, done: true, dead_letter: true }) as const),
    ]);

    return {
      batchItemFailures: [
        ...batchItemFailures,
        ...strange
          .filter((record) => !spent.includes(record))
          .map(({ messageId }) => ({ itemIdentifier: messageId })),
      ],
    };
  };
}

function isSpent({ attributes }: SQSRecord): boolean {
  return Number(attributes.ApproximateReceiveCount) >= mostStrangeReceives;
}
