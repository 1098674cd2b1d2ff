import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import {
  type AsideDeps,
  type Fate,
  recordsToRepeat,
} from '../../domain/common/records-to-repeat.ts';
import type { Clock } from '../../domain/common/time.ts';
import type { Change, Dispatched } from '../../domain/sync/dispatch.ts';

export interface Deps extends AsideDeps<DynamoDBRecord> {
  /** Undefined when the record asks for nothing. */
  parse(record: DynamoDBRecord): Change | 'unreadable' | undefined;
  dispatch(changes: readonly Change[]): Promise<readonly Dispatched[]>;
  readonly clock: Clock;
}

/** For so long the stream tries to get a job into its queue; then the sweeper does, so that one queue does not stop all. */
const sendForMs = 60_000;

/**
 * Turns changes of the `channels` table into jobs. Each record has a fate of its own: what failed is tried again until it
 * is too old, what is hopeless is set aside. Repeated jobs are dropped by their ids.
 */
export function createHandler(deps: Deps) {
  return ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    recordsToRepeat(
      Records,
      {
        parse: deps.parse,
        perform: deps.dispatch,
        fateOf: (dispatched = 'failed', record) =>
          fateOfDispatched(dispatched, deps.clock() - writtenAt(record)),
      },
      deps,
    );
}

function fateOfDispatched(dispatched: Dispatched, age_ms: number): Fate {
  switch (dispatched) {
    case 'sent':
      return 'done';
    case 'failed':
      return 'again';
    case 'noted':
      return age_ms < sendForMs ? 'again' : 'done';
    case 'hopeless':
      return 'hopeless';
  }
}

/** Epoch ms. */
function writtenAt({ dynamodb }: DynamoDBRecord): number {
  return (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000;
}
