import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../../domain/common/time.ts';
import type { Deliveries } from '../../../domain/sync/poison-messages.ts';
import { expiryAfter } from '../expiry.ts';
import { deliveryKey } from '../keys.ts';

const countSchema = z.object({ begun: z.number() });

/** As long as a queue keeps a message. */
const keptForSeconds = 14 * 24 * 3600;

/** In table `meters`, by the message's id: a row that cannot be read, or is gone, is counted like another. */
export class DynamoDeliveries implements Deliveries {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async begin(messageId: string): Promise<number> {
    return await this.#add(messageId, 1);
  }

  async takeBack(messageId: string): Promise<void> {
    await this.#add(messageId, -1);
  }

  async end(messageId: string): Promise<void> {
    await this.#update(messageId, 'SET expires_at = :expires, begun = :number', 0);
  }

  #add(messageId: string, number: number): Promise<number> {
    return this.#update(messageId, 'SET expires_at = :expires ADD begun :number', number);
  }

  async #update(messageId: string, UpdateExpression: string, number: number): Promise<number> {
    const expires = expiryAfter(this.#clock(), keptForSeconds);
    const { Attributes } = await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: deliveryKey(messageId),
        UpdateExpression,
        ExpressionAttributeValues: { ':expires': expires, ':number': number },
        ReturnValues: 'UPDATED_NEW',
      }),
    );

    return countSchema.parse(Attributes).begun;
  }
}
