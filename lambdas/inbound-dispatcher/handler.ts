import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { type AsideDeps, recordsToRepeat } from '../../domain/common/records-to-repeat.ts';
import type { EventJob } from '../../domain/inbound/inbound-job.ts';

export interface Deps extends AsideDeps<DynamoDBRecord> {
  /** Undefined when the record asks for nothing. */
  parse(record: DynamoDBRecord): EventJob | 'unreadable' | undefined;
  /** What became of each, in their order. */
  send(jobs: readonly EventJob[]): Promise<readonly ('sent' | 'failed')[]>;
}

/** Brings what came in to the queue from which it is worked off. What could not be sent comes again; repeated jobs are dropped by their ids. */
export function createHandler(deps: Deps) {
  return ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    recordsToRepeat(
      Records,
      {
        parse: deps.parse,
        perform: deps.send,
        fateOf: (outcome) => (outcome === 'sent' ? 'done' : 'again'),
      },
      deps,
    );
}
