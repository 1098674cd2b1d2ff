import { randomUUID } from 'node:crypto';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { latencyAttribute } from '../../../../adapters/dynamodb/audit/count-in-minute.ts';
import { DynamoTargetMinutes } from '../../../../adapters/dynamodb/audit/target-minutes.ts';
import { minuteKey } from '../../../../adapters/dynamodb/keys.ts';
import { latencyBins } from '../../../../domain/health/latency-histogram.ts';
import { anyAttempts, attempts, type EndedAttempt, minutesOf } from '../../../builders/minutes.ts';
import { countEnded } from '../../../support/count-ended.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

const minute = 60_000;
const from = Date.parse('2026-11-24T02:52:00.000Z');
const to = from + 1_440 * minute;
const tenant = { org_id: 'demo', account_id: 'main' };

let database: TestDatabase;
let minutes: DynamoTargetMinutes;
let targetId: string;

beforeAll(async () => {
  database = await startDynamoDb();
  minutes = new DynamoTargetMinutes(database.documentClient, database.tables.meters);
});
afterAll(() => database.stop());
beforeEach(() => {
  targetId = randomUUID();
});

const count = (target_id: string, attempt: EndedAttempt) =>
  countEnded(database, { ...tenant, target_id }, [attempt]);

describe('the minutes of a target', () => {
  it('add up to the attempts that were counted', async () => {
    await fc.assert(
      fc.asyncProperty(anyAttempts(from, from + 5 * minute), async (all) => {
        const id = randomUUID();
        // Attempts end in any order, so what the last success was is not told by the order of writing.
        const inTime = all.toSorted((a, b) => a.at - b.at);
        for (const attempt of inTime) await count(id, attempt);

        const read = await minutes.read(tenant, id, { from, latencies: true });

        expect(read).toEqual(minutesOf(inTime));
      }),
      { numRuns: 10 },
    );
  });

  it('are those from the first moment to before the last, and end where none is named', async () => {
    for (const at of [from - 1, from, to - 1, to]) await count(targetId, { ...one, at });
    const startsOf = async (span: { from: number; to?: number }) =>
      (await minutes.read(tenant, targetId, { ...span, latencies: true })).map(
        ({ start }) => start,
      );

    expect(await startsOf({ from, to })).toEqual([from, to - minute]);
    expect(await startsOf({ from })).toEqual([from, to - minute, to]);
  });

  it('come without latencies where only the counts are wanted', async () => {
    await count(targetId, { at: from, outcome: 'success', ms: 300 });

    const [counts] = await minutes.read(tenant, targetId, { from, latencies: false });

    expect(counts).toEqual({ ...minutesOf([{ ...one, at: from }])[0], latencies: new Map() });
  });

  it('belong to one target of one tenant', async () => {
    await count(targetId, { ...one, at: from });

    const span = { from, latencies: true };
    expect(await minutes.read(tenant, randomUUID(), span)).toEqual([]);
    expect(await minutes.read({ ...tenant, account_id: 'other' }, targetId, span)).toEqual([]);
  });

  it('of a whole day are all read, also when they fill more than one page', async () => {
    const full = Object.fromEntries(
      Array.from({ length: latencyBins }, (_, bin) => [latencyAttribute(bin), 1_000]),
    );
    const items = Array.from({ length: 1_440 }, (_, at) => ({
      ...minuteKey(tenant, targetId, new Date(from + at * minute).toISOString()),
      ...{ success: latencyBins * 1_000, failed: 0, last_success_at: '2026-11-24T02:52:00.000Z' },
      ...full,
    }));
    for (let at = 0; at < items.length; at += 25)
      await database.documentClient.send(
        new BatchWriteCommand({
          RequestItems: {
            [database.tables.meters]: items
              .slice(at, at + 25)
              .map((Item) => ({ PutRequest: { Item } })),
          },
        }),
      );

    const read = await minutes.read(tenant, targetId, { from, to, latencies: true });

    expect(new Set(read.map(({ start }) => start)).size).toBe(1_440);
    expect(read.every(({ latencies }) => latencies.size === latencyBins)).toBe(true);
  });
});

const one = attempts(1, from, { ms: 300 })[0] as EndedAttempt;
