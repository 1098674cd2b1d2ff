import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { toTimestamp } from '../../../domain/common/time.ts';
import { endOf, type Session } from '../../../domain/identity/session.ts';
import { sessionKey } from '../keys.ts';

/** Sessions in the `meters` table, which is not restored: no logout is undone. `expires_at` removes them late; readers look at the times. */
export class DynamoSessions {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async add(session: Session): Promise<void> {
    const Item = { ...session, ...sessionKey(session.id_hash), expires_at: ttlOf(session) };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async remove(idHash: string): Promise<void> {
    const Key = sessionKey(idHash);
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key }));
  }
}

/** Puts the end of an idle session off; does not bring back one that was ended meanwhile. `now` in ms since the epoch. @throws ConditionalCheckFailedException */
export async function noteSessionUse(
  client: DynamoDBDocumentClient,
  table: string,
  { session, now }: { readonly session: Session; readonly now: number },
): Promise<void> {
  const used_at = toTimestamp(now);
  await client.send(
    new UpdateCommand({
      TableName: table,
      Key: sessionKey(session.id_hash),
      UpdateExpression: 'SET used_at = :used_at, expires_at = :expires_at',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: {
        ':used_at': used_at,
        ':expires_at': ttlOf({ ...session, used_at }),
      },
    }),
  );
}

function ttlOf(session: Session): number {
  return Math.ceil(endOf(session) / 1000);
}
