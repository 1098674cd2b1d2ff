import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { ArchivedRow } from '../../domain/archive/archived-row.ts';
import type { Rescued } from '../../domain/archive/rescue-rows.ts';
import {
  type AsideDeps,
  type Fate,
  recordsToRepeat,
} from '../../domain/common/records-to-repeat.ts';

export interface Deps extends AsideDeps<DynamoDBRecord> {
  /** Undefined when the record removes no row for its age. */
  parse(record: DynamoDBRecord): ArchivedRow | 'unreadable' | undefined;
  /** What became of each, in their order. */
  rescue(rows: readonly ArchivedRow[]): Promise<readonly Rescued[]>;
}

const fates = { safe: 'done', failed: 'again' } as const satisfies Record<Rescued, Fate>;

/** Archives rows that die of their age before they were archived. A stream delivers at least once: rows may be there twice. */
export function createHandler(deps: Deps) {
  return ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    recordsToRepeat(
      Records,
      {
        parse: deps.parse,
        perform: deps.rescue,
        fateOf: (rescued = 'failed') => fates[rescued],
      },
      deps,
    );
}
