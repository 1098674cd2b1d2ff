import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { getUntilAnswered } from './batch-get.ts';
import type { Key } from './keys.ts';

/** An item's whereabouts. */
export interface Place {
  readonly table: string;
  readonly key: Key;
}

type Item = Record<string, unknown>;

/** Reads an item of each of several tables in one request, consistently. In the order of the places; undefined where nothing is. */
export async function readTogether(
  client: DynamoDBDocumentClient,
  places: readonly [Place, Place],
): Promise<readonly [Item | undefined, Item | undefined]> {
  const found = await getUntilAnswered(
    client,
    Object.fromEntries(
      places.map(({ table, key: { pk, sk } }) => [
        table,
        { Keys: [{ pk, sk }], ConsistentRead: true },
      ]),
    ),
  );
  const [one, other] = places;

  return [found.get(one.table)?.[0], found.get(other.table)?.[0]];
}
