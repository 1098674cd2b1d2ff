import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { toTimestamp } from '../../../domain/common/time.ts';
import { apiKeyUseKey } from '../keys.ts';

/** The use of a key that nobody uses for so long is forgotten, ms. */
const rememberedFor = 400 * 86_400_000;

/** Notes when an API key was used last. `now` in ms since the epoch. */
export async function noteKeyUse(
  client: DynamoDBDocumentClient,
  table: string,
  { key_hash, now }: { readonly key_hash: string; readonly now: number },
): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: table,
      Key: apiKeyUseKey(key_hash),
      UpdateExpression: 'SET used_at = :used_at, expires_at = :expires_at',
      ExpressionAttributeValues: {
        ':used_at': toTimestamp(now),
        ':expires_at': Math.floor((now + rememberedFor) / 1000),
      },
    }),
  );
}
