import { randomUUID } from 'node:crypto';
import type { Mapping } from '../lambda/mapping.ts';
import { arn } from '../template/place.ts';
import type { StreamRecord } from './stream-shards.ts';

export interface FailedBatch {
  readonly mapping: Mapping;
  readonly shard: string;
  readonly batch: readonly StreamRecord[];
  readonly attempts: number;
}

/** What Lambda sends to the failure destination of a stream: where the records are, not the records. */
export function failureRecord({ mapping, shard, batch, attempts }: FailedBatch): unknown {
  const first = batch[0]?.dynamodb;
  const last = batch.at(-1)?.dynamodb;
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: arn('lambda', `function:${mapping.FunctionName}`),
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: attempts,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: 'Unhandled',
    },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: dateOf(first?.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: dateOf(last?.ApproximateCreationDateTime),
      batchSize: batch.length,
      streamArn: mapping.EventSourceArn,
    },
  };
}

function dateOf(epochSeconds = 0): string {
  return new Date(epochSeconds * 1000).toISOString();
}
