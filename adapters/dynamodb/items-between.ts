import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';

/** The items of a partition from one key to another, both included, in their order, read consistently. */
export async function* itemsBetween(
  client: DynamoDBDocumentClient,
  table: string,
  { first, last }: { readonly first: Key; readonly last: Key },
): AsyncGenerator<Record<string, unknown>> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': first.pk, ':first': first.sk, ':last': last.sk },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) yield* Items;
}
