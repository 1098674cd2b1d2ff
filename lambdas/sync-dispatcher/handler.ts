import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Change } from '../../domain/sync/dispatch.ts';

export interface Deps {
  /** Undefined when the record asks for nothing. */
  parse(record: DynamoDBRecord): Change | undefined;
  dispatch(changes: readonly Change[]): Promise<number>;
}

/**
 * Turns changes of the `channels` table into jobs. A batch is done as a whole or tried again as a whole: repeated jobs are
 * dropped by their ids, and the mapping bisects a batch that keeps failing.
 */
export function createHandler(deps: Deps) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const changes = Records.flatMap((record) => deps.parse(record) ?? []);
    await deps.dispatch(changes);

    return { batchItemFailures: [] };
  };
}
