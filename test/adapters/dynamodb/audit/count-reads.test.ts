import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DynamoTargetMinutes } from '../../../../adapters/dynamodb/audit/target-minutes.ts';
import { DynamoTargetTotals } from '../../../../adapters/dynamodb/audit/target-totals.ts';
import { minuteKey } from '../../../../adapters/dynamodb/keys.ts';
import { CountedReads } from '../../../../adapters/targets/counted-reads.ts';
import type { ReadAnswer } from '../../../../domain/channel/channel.ts';
import { attempts } from '../../../builders/minutes.ts';
import { countEnded } from '../../../support/count-ended.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

const at = '2026-06-01T12:00:07.000Z';
const now = Date.parse(at);
const tenant = { org_id: 'demo', account_id: 'main' };
const answers: ReadAnswer[] = [
  { kind: 'accepted', http_status: 200 },
  { kind: 'accepted', http_status: 200 },
  { kind: 'rate_limited', http_status: 429 },
  { kind: 'unclear', http_status: null },
  { kind: 'unauthorized', http_status: 401 },
];
let database: TestDatabase;

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());

const recorder = (table = database.tables.meters) =>
  new CountedReads(database.documentClient, table, () => now);
const minutesOf = (id: string, latencies: boolean) =>
  new DynamoTargetMinutes(database.documentClient, database.tables.meters).read(tenant, id, {
    ...{ from: now - 60_000, latencies },
  });
const attempted = (id: string) =>
  countEnded(database, { ...tenant, target_id: id }, attempts(1, now));

it('adds reads to the minute that also counts the attempts', async () => {
  const target = { ...tenant, id: randomUUID() };
  const from = { channel_type: 'hostaway' as const, target };

  await Promise.all([
    recorder().record(from, answers),
    attempted(target.id),
    recorder().record(from, answers.slice(0, 1)),
    attempted(target.id),
  ]);

  for (const latencies of [true, false])
    expect(await minutesOf(target.id, latencies)).toMatchObject([
      { success: 2, rate_limited: 0, reads: { success: 3, failed: 2, rate_limited: 1 } },
    ]);
  const Key = minuteKey(tenant, target.id, at);
  const kept = await database.documentClient.send(
    new GetCommand({ TableName: database.tables.meters, Key }),
  );
  expect(kept.Item?.expires_at).toBe(now / 1000 + 3 * 86_400);
});

it('adds their statuses to the totals of the target', async () => {
  const target = { ...tenant, id: randomUUID() };

  for (const some of [answers, answers.slice(0, 1)])
    await recorder().record({ channel_type: 'hostaway', target }, some);

  const { documentClient, tables } = database;
  const totals = new DynamoTargetTotals(documentClient, tables.meters, () => undefined);
  expect((await totals.ofTenant(tenant)).get(target.id)).toEqual(
    new Map(Object.entries({ http_200: 3, http_429: 1, http_none: 1, http_401: 1, limited: 1 })),
  );
});

it('reads minutes from before reads were counted', async () => {
  const id = randomUUID();
  await attempted(id);

  expect(await minutesOf(id, false)).toMatchObject([
    { success: 1, reads: { success: 0, failed: 0, rate_limited: 0 } },
  ]);
});

it.each(['a table that is not there', 'no target'])('is no trouble with %s', async (what) => {
  const target = what === 'no target' ? undefined : { ...tenant, id: randomUUID() };
  const table = what === 'no target' ? database.tables.meters : 'nothing-there';

  await expect(
    recorder(table).record({ channel_type: 'hostaway', target }, answers),
  ).resolves.toBeUndefined();
});
