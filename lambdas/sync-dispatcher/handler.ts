import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Report } from '../../domain/common/report.ts';
import type { Clock } from '../../domain/common/time.ts';
import type { Change, Dispatched } from '../../domain/sync/dispatch.ts';

export interface Deps {
  /** Undefined when the record asks for nothing. */
  parse(record: DynamoDBRecord): Change | 'unreadable' | undefined;
  dispatch(changes: readonly Change[]): Promise<readonly Dispatched[]>;
  /** Puts what cannot be dispatched where an alarm tells people of it. */
  setAside(record: DynamoDBRecord): Promise<void>;
  readonly report: Report;
  readonly clock: Clock;
}

/** For so long the stream tries to get a job into its queue; then the sweeper does, so that one queue does not stop all. */
const sendForMs = 60_000;

/**
 * Turns changes of the `channels` table into jobs. Each record has a fate of its own: what failed is tried again until it
 * is too old, what is hopeless is set aside. Repeated jobs are dropped by their ids.
 */
export function createHandler(deps: Deps) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const read = Records.map((record) => ({ record, change: deps.parse(record) }));
    const changes = read.flatMap(({ change }) => (typeof change === 'object' ? change : []));
    const dispatched = await deps.dispatch(changes);
    const fates = new Map(changes.map((change, at) => [change, dispatched[at] ?? 'failed']));

    const repeated = await Promise.all(
      read.map(async ({ record, change }) => {
        if (change === undefined) return [];
        const fate = change === 'unreadable' ? 'hopeless' : (fates.get(change) ?? 'failed');
        return (await mustRepeat(record, fate, deps)) ? [record] : [];
      }),
    );

    return {
      batchItemFailures: repeated.flat().map(({ dynamodb }) => ({
        itemIdentifier: dynamodb?.SequenceNumber ?? '',
      })),
    };
  };
}

async function mustRepeat(record: DynamoDBRecord, fate: Dispatched, deps: Deps): Promise<boolean> {
  switch (fate) {
    case 'sent':
      return false;
    case 'failed':
      return true;
    case 'noted':
      return deps.clock() - writtenAt(record) < sendForMs;
    case 'hopeless':
      return !(await isSetAside(record, deps));
  }
}

async function isSetAside(record: DynamoDBRecord, { setAside, report }: Deps): Promise<boolean> {
  try {
    await setAside(record);
    return true;
  } catch (error) {
    report('record-not-set-aside', { event_id: record.eventID, error });
    return false;
  }
}

/** Epoch ms. */
function writtenAt({ dynamodb }: DynamoDBRecord): number {
  return (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000;
}
