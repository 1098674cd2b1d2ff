import { randomUUID } from 'node:crypto';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  countInMinute,
  latencyAttribute,
} from '../../../../adapters/dynamodb/audit/count-in-minute.ts';
import { DynamoTargetTotals } from '../../../../adapters/dynamodb/audit/target-totals.ts';
import { byTargetPk, minuteKey, totalsKey } from '../../../../adapters/dynamodb/keys.ts';
import { UnusableRowError } from '../../../../adapters/dynamodb/unusable-row.ts';
import type { EndedAttempt } from '../../../../domain/health/count-attempts.ts';
import { latencyBin } from '../../../../domain/health/latency-histogram.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

const at = '2026-11-25T02:51:07.123Z';
let database: TestDatabase;
let of: { org_id: string; account_id: string; target_id: string };

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());
beforeEach(() => {
  of = { org_id: randomUUID(), account_id: randomUUID(), target_id: randomUUID() };
});

const ended = (over: Partial<EndedAttempt> = {}): EndedAttempt => ({
  ...of,
  ...{ id: randomUUID(), outcome: 'success', completed_at: at, duration_ms: 420 },
  http_status: 200,
  ...over,
});
const count = (first: EndedAttempt, ...others: EndedAttempt[]) =>
  countInMinute(database.documentClient, database.tables.meters, [first, ...others]);

async function minutes(): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await database.documentClient.send(
    new QueryCommand({
      TableName: database.tables.meters,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': byTargetPk(of, of.target_id) },
    }),
  );
  return Items;
}

describe('counting attempts of a minute', () => {
  it('adds up outcomes and latencies', async () => {
    await count(
      ended({ completed_at: '2026-11-25T02:51:59.999Z' }),
      ended({ completed_at: '2026-11-25T02:51:00.000Z' }),
      ended({ outcome: 'failed', duration_ms: 30_000 }),
    );
    await count(
      ended({ outcome: 'rate_limited', duration_ms: 0 }),
      ended({ outcome: 'abandoned', duration_ms: null }),
    );

    expect(await minutes()).toEqual([
      {
        pk: byTargetPk(of, of.target_id),
        sk: 'MINUTE#2026-11-25T02:51',
        success: 2,
        failed: 1,
        rate_limited: 1,
        abandoned: 1,
        [latencyAttribute(latencyBin(420))]: 2,
        [latencyAttribute(latencyBin(30_000))]: 1,
        [latencyAttribute(0)]: 1,
        last_success_at: '2026-11-25T02:51:59.999Z',
        expires_at: expect.any(Number),
        counted: expect.any(Set),
      },
    ]);
  });

  it('has an item for each minute, in the order of time, kept for three days', async () => {
    await count(ended({ completed_at: '2026-11-25T03:00:00.000Z' }));
    await count(ended({ completed_at: '2026-11-25T02:59:59.999Z', outcome: 'failed' }));

    expect(await minutes()).toMatchObject([
      { sk: 'MINUTE#2026-11-25T02:59', failed: 1, expires_at: 1_795_834_800 },
      { sk: 'MINUTE#2026-11-25T03:00', success: 1, expires_at: 1_795_834_800 },
    ]);
    expect((await minutes())[0]).not.toHaveProperty('last_success_at');
  });

  it('counts what comes again once, also when it comes with others', async () => {
    const [one, two, three] = [ended(), ended({ outcome: 'failed' }), ended()];

    await count(one, two);
    await count(one, two);
    await count(two, three, one);

    expect(await minutes()).toMatchObject([{ success: 2, failed: 1 }]);
  });

  it('counts more of them than one write takes, and those that came before not again', async () => {
    const many = Array.from({ length: 250 }, () => ended());
    const [first = ended(), ...others] = many;
    await count(many[120] ?? first, ...many.slice(190, 240));

    await count(first, ...others);

    expect(await minutes()).toMatchObject([{ success: 250 }]);
  });

  it('is a write of one unit for a minute at 12 calls per 10 s, whatever they took', async () => {
    const bins = 40;
    const full = Array.from({ length: 78 }, (_, call) =>
      ended({ duration_ms: Math.round(100 * 1.15 ** (call % bins)) }),
    );
    const outcomes = (['failed', 'rate_limited', 'abandoned'] as const).map((outcome, call) => ({
      ...ended({ outcome }),
      id: full[call]?.id ?? '',
    }));
    const [first = ended(), ...others] = [...outcomes, ...full.slice(outcomes.length)];
    await count(first, ...others);

    const [Item] = await minutes();
    const { ConsumedCapacity } = await database.documentClient.send(
      new PutCommand({
        TableName: database.tables.meters,
        Item,
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );

    expect(Object.keys(Item ?? {})).toHaveLength(bins + 9);
    expect(ConsumedCapacity?.CapacityUnits).toBe(1);
  });

  it('is in the totals what it is in the minute, or in neither', async () => {
    const [one, two] = [ended(), ended({ outcome: 'rate_limited', http_status: 429 })];
    const key = totalsKey(of, of.target_id);
    const put = (Item: object) =>
      database.documentClient.send(
        new PutCommand({ TableName: database.tables.meters, Item: { ...key, ...Item } }),
      );
    await count(one);
    await put({ http_200: 'many' });
    await expect(count(one, ended())).rejects.toThrow(UnusableRowError);
    expect(await minutes()).toMatchObject([{ success: 1 }]);

    await put({ http_200: 1 });
    await count(one, two);

    expect(await minutes()).toMatchObject([{ success: 1, rate_limited: 1 }]);
    const totals = new DynamoTargetTotals(
      database.documentClient,
      database.tables.meters,
      () => undefined,
    );
    expect(await totals.ofTenant(of)).toEqual(
      new Map([[of.target_id, new Map(Object.entries({ http_200: 1, http_429: 1, limited: 1 }))]]),
    );
  });

  it('gives up on a minute that is not what it should be', async () => {
    const key = minuteKey(of, of.target_id, at);
    await database.documentClient.send(
      new PutCommand({ TableName: database.tables.meters, Item: { ...key, success: 'many' } }),
    );

    await expect(count(ended())).rejects.toThrow(UnusableRowError);
  });
});
