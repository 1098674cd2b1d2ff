import { randomUUID } from 'node:crypto';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addTotals,
  DynamoTargetTotals,
  totalsUpdate,
} from '../../../../adapters/dynamodb/audit/target-totals.ts';
import { totalsKey } from '../../../../adapters/dynamodb/keys.ts';
import { CountedEndings } from '../../../../adapters/targets/counted-endings.ts';
import { latencyBoundsMs, totalsOf } from '../../../../domain/health/totals.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());

const aTenant = () => ({ org_id: randomUUID(), account_id: 'main' });
const reports: string[] = [];
const read = (tenant: ReturnType<typeof aTenant>) =>
  new DynamoTargetTotals(database.documentClient, database.tables.meters, (event) =>
    reports.push(event),
  ).ofTenant(tenant);

it('is an item of one write unit for a target that has met everything, for years', async () => {
  const target = { ...aTenant(), id: randomUUID() };
  const statuses = [200, 201, 204, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504];
  const everything = totalsOf({
    calls: [...statuses, null].map((http_status) => ({ http_status, is_limited: true })),
    endings: (['create', 'update', 'delete'] as const).flatMap((action) =>
      (['success', 'failed', 'skipped'] as const).flatMap((state) =>
        [...latencyBoundsMs, 1e9].map((latency_ms) => ({ action, state, latency_ms })),
      ),
    ),
  });
  const years = new Map([...everything].map(([name, sum]) => [name, sum * 12_345]));

  const { ConsumedCapacity } = await database.documentClient.send(
    new UpdateCommand({
      ...totalsUpdate(database.tables.meters, target, years),
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );

  expect(ConsumedCapacity?.CapacityUnits).toBe(1);
  expect((await read(target)).get(target.id)).toEqual(years);
});

it('loses nothing of what is added side by side', async () => {
  const target = { ...aTenant(), id: randomUUID() };
  const calls = [{ http_status: 200, is_limited: false }];

  await Promise.all(
    Array.from({ length: 20 }, () =>
      addTotals(database.documentClient, database.tables.meters, {
        target,
        totals: totalsOf({ calls }),
      }),
    ),
  );

  expect(await read(target)).toEqual(new Map([[target.id, new Map([['http_200', 20]])]]));
});

it('leaves out an item that is none, and says so', async () => {
  const tenant = aTenant();
  const Item = { ...totalsKey(tenant, randomUUID()), http_200: 'many' };
  await database.documentClient.send(new PutCommand({ TableName: database.tables.meters, Item }));

  expect(await read(tenant)).toEqual(new Map());
  expect(reports).toEqual(['item-not-readable']);
});

it('undoes no work that cannot be counted', async () => {
  const endings = new CountedEndings(database.documentClient, 'nothing-there');

  await expect(
    endings.add({ ...aTenant(), id: randomUUID() }, [
      { action: 'update', state: 'skipped', latency_ms: null },
    ]),
  ).resolves.toBeUndefined();
});
