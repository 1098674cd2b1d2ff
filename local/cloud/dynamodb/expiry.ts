import * as z from 'zod';
import { AwsError } from '../common/aws-call.ts';
import type { StreamRecord } from '../pollers/stream-shards.ts';
import type { OnProblem } from '../problems.ts';
import type { DynamoDbCall } from './dynamodb-client.ts';
import type { Table } from './tables.ts';

/** Expired items are looked for this often, ms. */
const lookEvery = 3_600_000;

/** As long as a stream keeps its records, ms. */
const remembered = 86_400_000;

/** Time-to-live takes a time that lies further back for a mistake, s: five years. */
const tooOld = 5 * 365 * 86_400;

const item = z.record(z.string(), z.unknown());

const page = z.object({ Items: z.array(item), LastEvaluatedKey: item.optional() });

const removal = z.object({
  eventName: z.literal('REMOVE'),
  dynamodb: z.object({ OldImage: item }),
});

/**
 * Removes the expired items that DynamoDB Local leaves: it never takes one that is missing in an index of its table.
 * What this has removed is remembered, since its stream records look like those of any other removal.
 */
export class Expiry {
  readonly #tables: readonly Table[];
  readonly #call: DynamoDbCall;
  readonly #onProblem: OnProblem;
  /** When each item was removed, epoch ms. */
  readonly #removed = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(tables: readonly Table[], call: DynamoDbCall, onProblem: OnProblem) {
    this.#tables = tables;
    this.#call = call;
    this.#onProblem = onProblem;
  }

  /** Looks now, for what expired while nothing ran, and then each hour. */
  start(): void {
    const look = () => {
      this.sweep().catch((error) => {
        if (!this.#stopped) this.#onProblem('time-to-live', error);
      });
    };
    look();
    this.#timer = setInterval(look, lookEvery).unref();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** Removes what has expired. @throws AwsError */
  async sweep(): Promise<void> {
    for (const [id, at] of this.#removed) {
      if (at < Date.now() - remembered) this.#removed.delete(id);
    }
    for (const table of this.#tables) {
      if (table.timeToLive !== undefined) await this.#sweepTable(table, table.timeToLive);
    }
  }

  /** Whether a record tells of an item that was removed here. Only a stream of old images can say so. */
  hasRemoved(table: Table, record: StreamRecord): boolean {
    const parsed = removal.safeParse(record);
    return parsed.success && this.#removed.has(identity(table, parsed.data.dynamodb.OldImage));
  }

  async #sweepTable(table: Table, attribute: string): Promise<void> {
    const now = Math.floor(Date.now() / 1000);
    const expired = {
      ExpressionAttributeNames: { '#ttl': attribute },
      ExpressionAttributeValues: {
        ':oldest': { N: String(now - tooOld) },
        ':now': { N: String(now) },
      },
    };
    let from: z.infer<typeof item> | undefined;
    do {
      const answer = await this.#call('DynamoDB_20120810.Scan', {
        TableName: table.name,
        FilterExpression: '#ttl BETWEEN :oldest AND :now',
        ExclusiveStartKey: from,
        ...expired,
      });
      const { Items, LastEvaluatedKey } = page.parse(answer);
      for (const one of Items) await this.#remove(table, one, expired);
      from = LastEvaluatedKey;
    } while (from !== undefined && !this.#stopped);
  }

  async #remove(table: Table, expired: z.infer<typeof item>, values: object): Promise<void> {
    const id = identity(table, expired);
    // By a sweep at the same time.
    if (this.#removed.has(id)) return;
    // Before it happens, for the stream may be read at once.
    this.#removed.set(id, Date.now());
    try {
      await this.#call('DynamoDB_20120810.DeleteItem', {
        TableName: table.name,
        Key: Object.fromEntries(table.keys.map((name) => [name, expired[name]])),
        // Somebody may have given it more time, or removed it.
        ConditionExpression: '#ttl BETWEEN :oldest AND :now',
        ...values,
      });
    } catch (error) {
      this.#removed.delete(id);
      if (!(error instanceof AwsError && error.code === 'ConditionalCheckFailedException')) {
        throw error;
      }
    }
  }
}

/** An item with its end: one made anew with the same key is another. */
function identity({ name, keys, timeToLive }: Table, image: z.infer<typeof item>): string {
  return JSON.stringify([name, ...keys.map((key) => image[key]), image[timeToLive ?? '']]);
}
