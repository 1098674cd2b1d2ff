import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { lacksWords, type ReferenceData } from '../../../domain/channel/channel.ts';
import type { ReferenceCache } from '../../../domain/channel/reference.ts';
import type { Clock } from '../../../domain/common/time.ts';
import { expiryAfter } from '../expiry.ts';
import { referenceKey } from '../keys.ts';

const namesSchema = z.record(z.string(), z.number());
const itemSchema = z.object({
  expires_at: z.number(),
  property_types: namesSchema.optional(),
  amenities: namesSchema.optional(),
  bed_types: namesSchema.optional(),
});

const keptForSeconds = 24 * 3600;
/** A vocabulary that was not to be had may be back soon. */
const lackingKeptForSeconds = 15 * 60;

/** A channel's vocabulary in table `meters`, as far as it has come, for a day; for some minutes where it lacks words. */
export class DynamoReferenceCache implements ReferenceCache {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async get(windowKey: string): Promise<Partial<ReferenceData>> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: referenceKey(windowKey) }),
    );
    if (Item === undefined) return {};
    const { expires_at, ...reference } = itemSchema.parse(Item);

    // TTL deletes some time after the moment, so look at it.
    return expires_at * 1000 > this.#clock() ? reference : {};
  }

  async put(
    windowKey: string,
    reference: Partial<ReferenceData>,
    leastMs: number = 0,
  ): Promise<void> {
    const lackingSeconds = Math.max(lackingKeptForSeconds, Math.ceil(leastMs / 1000));
    const seconds = lacksWords(reference) ? lackingSeconds : keptForSeconds;
    const expires_at = expiryAfter(this.#clock(), seconds);
    await this.#client.send(
      new PutCommand({
        TableName: this.#table,
        Item: { ...referenceKey(windowKey), ...reference, expires_at },
      }),
    );
  }
}
