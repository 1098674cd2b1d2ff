import * as z from 'zod';
import { archiveKey, byTargetPk, registryKey } from '../../adapters/dynamodb/keys.ts';
import { dayMs, dayOf } from '../../domain/common/day.ts';
import type { Target } from '../../domain/targets/target.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { countDuring, type RunUsage, usageOf } from './run-usage.ts';

const keeper = 'audit-keeper';
/** Attempts of one day at one target. */
const attempts = 2_000;
/** Most that DynamoDB takes at once. */
const atOnce = 25;

const itemsSchema = z.object({ Items: z.array(z.record(z.string(), z.unknown())).min(1) });

/** What looks of the keeper ask for: the one that archives, and one that finds all archived. */
export interface ArchiveUsage {
  readonly archive: RunUsage;
  readonly compare: RunUsage;
}

/** Makes a day's attempts of those that a target has, as they are but for their time, and has them archived and compared. */
export async function countArchiving(bench: BenchCloud, target: Target): Promise<ArchiveUsage> {
  const noon = Math.floor(Date.now() / dayMs) * dayMs - 1.5 * dayMs;
  await moveBack(bench, target, noon);
  await copyAttempts(bench, target, noon);
  const look = () => countDuring(bench, attempts, () => bench.cloud.fire(keeper));
  const archive = await look();
  await forget(bench, target, dayOf(noon));

  // The counter of attempts is at work beside it, on the copies.
  return { archive: usageOf(keeper, archive), compare: usageOf(keeper, await look()) };
}

/** A target is looked at from the day on that it was registered. */
async function moveBack({ cloud }: BenchCloud, target: Target, noon: number): Promise<void> {
  const { org_id, account_id, id } = target;
  const registered_at = new Date(noon).toISOString();
  const fields = { ...registryKey(target, id), org_id, account_id, id, registered_at };
  const Item = Object.fromEntries(Object.entries(fields).map(([name, S]) => [name, { S }]));
  const TableName = cloud.variablesOf('health-api').CHANNELS_TABLE;
  await cloud.call('dynamodb', 'PutItem', { TableName, Item });
}

async function copyAttempts({ cloud }: BenchCloud, target: Target, noon: number): Promise<void> {
  const TableName = cloud.variablesOf('health-api').AUDIT_TABLE ?? '';
  const found = itemsSchema.parse(
    await cloud.call('dynamodb', 'Scan', {
      TableName,
      FilterExpression: 'target_pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: byTargetPk(target, target.id) } },
    }),
  ).Items;
  for (let from = 0; from < attempts; from += atOnce) {
    const puts = Array.from({ length: atOnce }, (_, at) => ({
      PutRequest: { Item: copyOf(found[(from + at) % found.length], from + at, noon) },
    }));
    await cloud.call('dynamodb', 'BatchWriteItem', { RequestItems: { [TableName]: puts } });
  }
}

function copyOf(item: Record<string, unknown> | undefined, number: number, noon: number) {
  const at = noon + number * 1_000;
  return {
    ...item,
    sk: { S: String(5_000_000_000 + number) },
    started_at: { S: new Date(at).toISOString() },
    completed_at: { N: String(at + 300) },
  };
}

async function forget({ cloud }: BenchCloud, { org_id }: Target, day: string): Promise<void> {
  const { pk, sk } = archiveKey(org_id, day);
  const TableName = cloud.variablesOf('health-api').METERS_TABLE;
  await cloud.call('dynamodb', 'DeleteItem', { TableName, Key: { pk: { S: pk }, sk: { S: sk } } });
}
