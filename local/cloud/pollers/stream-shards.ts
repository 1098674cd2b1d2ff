import * as z from 'zod';
import { AwsError } from '../common/aws-call.ts';
import type { DynamoDbCall } from '../dynamodb/dynamodb-client.ts';

const recordSchema = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  dynamodb: z.looseObject({
    SequenceNumber: z.string(),
    /** Epoch s. */
    ApproximateCreationDateTime: z.number(),
  }),
});

export type StreamRecord = z.infer<typeof recordSchema>;

const shardsSchema = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().optional() })),
    LastEvaluatedShardId: z.string().optional(),
  }),
});

const iteratorSchema = z.object({ ShardIterator: z.string() });

const recordsSchema = z.object({
  Records: z.array(recordSchema),
  NextShardIterator: z.string().optional(),
});

export interface Shard {
  readonly id: string;
  readonly parent: string | undefined;
}

/** Reads the stream of a table in DynamoDB Local. */
export class StreamShards {
  readonly #call: DynamoDbCall;
  readonly #arn: string;

  constructor(call: DynamoDbCall, arn: string) {
    this.#call = call;
    this.#arn = arn;
  }

  async list(): Promise<Shard[]> {
    const shards: Shard[] = [];
    let from: string | undefined;
    do {
      const answer = await this.#streams('DescribeStream', { ExclusiveStartShardId: from });
      const { Shards, LastEvaluatedShardId } = shardsSchema.parse(answer).StreamDescription;
      shards.push(...Shards.map(({ ShardId: id, ParentShardId: parent }) => ({ id, parent })));
      from = LastEvaluatedShardId;
    } while (from !== undefined);
    return shards;
  }

  /** Right after a sequence number, or at the oldest record that is left. */
  async iterator(ShardId: string, after: string | undefined): Promise<string> {
    const oldest = { ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    const position =
      after === undefined
        ? oldest
        : { ShardId, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
    try {
      return await this.#iterator(position);
    } catch (error) {
      const trimmed = error instanceof AwsError && error.code === 'TrimmedDataAccessException';
      if (!trimmed) throw error;
      return await this.#iterator(oldest);
    }
  }

  async records(ShardIterator: string, Limit: number): Promise<z.infer<typeof recordsSchema>> {
    return recordsSchema.parse(
      await this.#call('DynamoDBStreams_20120810.GetRecords', { ShardIterator, Limit }),
    );
  }

  async #iterator(position: object): Promise<string> {
    return iteratorSchema.parse(await this.#streams('GetShardIterator', position)).ShardIterator;
  }

  async #streams(action: string, input: object): Promise<unknown> {
    return await this.#call(`DynamoDBStreams_20120810.${action}`, {
      StreamArn: this.#arn,
      ...input,
    });
  }
}
