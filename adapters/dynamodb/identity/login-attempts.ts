import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { sha256 } from '../../../domain/common/payload-hash.ts';
import type { Clock } from '../../../domain/common/time.ts';
import type { LoginAttempt } from '../../../domain/identity/log-in.ts';
import { loginKey } from '../keys.ts';

/** How long a person may take to log in at the provider, seconds. */
export const attemptSeconds = 600;

const storedSchema = z.object({
  nonce: z.string(),
  code_verifier: z.string(),
  return_to: z.string(),
  browser_hash: z.string(),
  expires_at: z.number(),
});

/** Logins under way in the `meters` table, each under the hash of its state. */
export class LoginAttempts {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async add({ state, ...attempt }: LoginAttempt): Promise<void> {
    const expires_at = Math.floor(this.#clock() / 1000) + attemptSeconds;
    const Item = { ...attempt, ...loginKey(sha256(state)), expires_at };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  /** Once, in time, and by the browser that began it; else undefined. Another browser does not use it up. */
  async take(state: string, browserHash: string): Promise<LoginAttempt | undefined> {
    try {
      const { Attributes } = await this.#client.send(
        new DeleteCommand({
          TableName: this.#table,
          Key: loginKey(sha256(state)),
          ConditionExpression: 'browser_hash = :browser',
          ExpressionAttributeValues: { ':browser': browserHash },
          ReturnValues: 'ALL_OLD',
        }),
      );
      const { expires_at, ...attempt } = storedSchema.parse(Attributes);
      return expires_at * 1000 > this.#clock() ? { state, ...attempt } : undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }
}
