import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { byTargetPk } from '../../adapters/dynamodb/keys.ts';
import type { Target } from '../../domain/targets/target.ts';
import { sum } from '../report/statistics.ts';
import type { BenchCloud } from './bench-cloud.ts';

const numberSchema = z.object({ N: z.coerce.number() }).default({ N: 0 });
const minutesSchema = z.object({ Items: z.array(z.object({ success: numberSchema })) });
const rowsSchema = z.object({ Count: z.number() });

const patienceMs = 60_000;

/**
 * Waits until the successes of a target are counted as often as they are on record, so that what their counting asks of AWS falls
 * where they do. @throws Error when that takes too long
 */
export async function untilCounted(bench: BenchCloud, target: Target): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while ((await countedSuccesses(bench, target)) < (await recordedSuccesses(bench, target))) {
    if (Date.now() > deadline) throw new Error('the attempts were not counted');
    await sleep(50);
  }
}

async function countedSuccesses({ cloud }: BenchCloud, target: Target): Promise<number> {
  const answer = await cloud.call('dynamodb', 'Query', {
    TableName: cloud.variablesOf('health-api').METERS_TABLE,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: byTargetPk(target, target.id) } },
    ConsistentRead: true,
  });

  return sum(minutesSchema.parse(answer).Items.map(({ success }) => success.N));
}

async function recordedSuccesses({ cloud }: BenchCloud, target: Target): Promise<number> {
  const answer = await cloud.call('dynamodb', 'Query', {
    TableName: cloud.variablesOf('health-api').AUDIT_TABLE,
    IndexName: 'by_target',
    KeyConditionExpression: 'target_pk = :pk',
    FilterExpression: 'outcome = :success',
    ExpressionAttributeValues: {
      ':pk': { S: byTargetPk(target, target.id) },
      ':success': { S: 'success' },
    },
    Select: 'COUNT',
  });

  return rowsSchema.parse(answer).Count;
}
