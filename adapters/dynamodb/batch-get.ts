import { setTimeout } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inParallel } from '../../domain/in-parallel.ts';
import type { Key } from './keys.ts';

/** Most keys of one request, and requests at once. */
const maxKeys = 100;
const requestsAtOnce = 4;

/** Reads items of a table consistently, in no order; those that do not exist are left out. */
export async function batchGet(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<Record<string, unknown>[]> {
  const batches = Array.from({ length: Math.ceil(keys.length / maxKeys) }, (_, at) =>
    keys.slice(at * maxKeys, (at + 1) * maxKeys),
  );
  const items = await inParallel(batches, requestsAtOnce, (batch) =>
    getBatch(client, table, batch),
  );

  return items.flat();
}

async function getBatch(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let wanted: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let round = 0; wanted.length > 0; round += 1) {
    // What is left over was too large for one answer or throttled: the first round repeats at once.
    if (round > 0) await setTimeout(Math.min(200, 10 * 2 ** round) * Math.random());
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } }),
    );
    items.push(...(Responses?.[table] ?? []));
    wanted = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
}
