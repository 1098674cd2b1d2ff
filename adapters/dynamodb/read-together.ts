import { setTimeout } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';

/** An item's whereabouts. */
export interface Place {
  readonly table: string;
  readonly key: Key;
}

type Item = Record<string, unknown>;
type Requests = NonNullable<BatchGetCommand['input']['RequestItems']>;

/** Reads an item of each of several tables in one request, consistently. In the order of the places; undefined where nothing is. */
export async function readTogether(
  client: DynamoDBDocumentClient,
  places: readonly [Place, Place],
): Promise<readonly [Item | undefined, Item | undefined]> {
  const found = new Map<string, Item>();
  let wanted: Requests = Object.fromEntries(
    places.map(({ table, key: { pk, sk } }) => [
      table,
      { Keys: [{ pk, sk }], ConsistentRead: true },
    ]),
  );
  for (let round = 0; Object.keys(wanted).length > 0; round += 1) {
    // What is left over was throttled: the first round repeats at once.
    if (round > 0) await setTimeout(Math.min(200, 10 * 2 ** round) * Math.random());
    const answer = await client.send(new BatchGetCommand({ RequestItems: wanted }));
    for (const [table, items] of Object.entries(answer.Responses ?? {})) {
      if (items[0] !== undefined) found.set(table, items[0]);
    }
    wanted = answer.UnprocessedKeys ?? {};
  }
  const [one, other] = places;

  return [found.get(one.table), found.get(other.table)];
}
