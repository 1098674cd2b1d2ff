import { setTimeout } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inParallel } from '../../domain/common/in-parallel.ts';
import type { Key } from './keys.ts';

/** Most keys of one request, and requests at once. */
const maxKeys = 100;
const requestsAtOnce = 4;

type Items = Record<string, unknown>[];
type Requests = NonNullable<BatchGetCommand['input']['RequestItems']>;

/** Reads items of a table consistently, in no order; those that do not exist are left out. */
export function batchGet(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<Items> {
  return getAll(client, { table, isConsistent: true }, keys);
}

/** As `batchGet`, for half the price; what it reads may be some moments old. */
export function batchGetStale(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<Items> {
  return getAll(client, { table, isConsistent: false }, keys);
}

interface Source {
  readonly table: string;
  readonly isConsistent: boolean;
}

async function getAll(
  client: DynamoDBDocumentClient,
  source: Source,
  keys: readonly Key[],
): Promise<Items> {
  const batches = Array.from({ length: Math.ceil(keys.length / maxKeys) }, (_, at) =>
    keys.slice(at * maxKeys, (at + 1) * maxKeys),
  );
  const items = await inParallel(batches, requestsAtOnce, (batch) =>
    getBatch(client, source, batch),
  );

  return items.flat();
}

async function getBatch(
  client: DynamoDBDocumentClient,
  { table, isConsistent: ConsistentRead }: Source,
  keys: readonly Key[],
): Promise<Items> {
  const Keys = keys.map(({ pk, sk }) => ({ pk, sk }));
  const found = await getUntilAnswered(client, { [table]: { Keys, ConsistentRead } });

  return found.get(table) ?? [];
}

/** The items that were found, by table; asks again for what an answer leaves over. */
export async function getUntilAnswered(
  client: DynamoDBDocumentClient,
  requests: Requests,
): Promise<ReadonlyMap<string, Items>> {
  const found = new Map<string, Items>();
  let wanted = requests;
  for (let round = 0; Object.keys(wanted).length > 0; round += 1) {
    // What is left over was too large for one answer or throttled: the first round repeats at once.
    if (round > 0) await setTimeout(Math.min(200, 10 * 2 ** round) * Math.random());
    const answer = await client.send(new BatchGetCommand({ RequestItems: wanted }));
    for (const [table, items] of Object.entries(answer.Responses ?? {}))
      found.set(table, [...(found.get(table) ?? []), ...items]);
    wanted = answer.UnprocessedKeys ?? {};
  }

  return found;
}
