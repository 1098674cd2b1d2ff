import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import {
  type AsideDeps,
  type Fate,
  recordsToRepeat,
} from '../../domain/common/records-to-repeat.ts';
import type { Counted, EndedAttempt } from '../../domain/health/count-attempts.ts';

export interface Deps extends AsideDeps<DynamoDBRecord> {
  /** Undefined when the record puts no attempt on record. */
  parse(record: DynamoDBRecord): EndedAttempt | 'unreadable' | undefined;
  /** What became of each, in their order. */
  count(attempts: readonly EndedAttempt[]): Promise<readonly Counted[]>;
}

const fates = { counted: 'done', failed: 'again', hopeless: 'hopeless' } as const satisfies Record<
  Counted,
  Fate
>;

/**
 * Counts the attempts that the `audit` table has got. A stream delivers at least once: what failed comes again together with what
 * followed it, which is counted once all the same.
 */
export function createHandler(deps: Deps) {
  return ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    recordsToRepeat(
      Records,
      {
        parse: deps.parse,
        perform: deps.count,
        fateOf: (counted = 'failed') => fates[counted],
      },
      deps,
    );
}
