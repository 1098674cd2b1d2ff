import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DynamoWindows } from '../../../../adapters/dynamodb/targets/window-store.ts';
import { windowPolicy } from '../../../../domain/pacing/window.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

let database: TestDatabase;
const policy = windowPolicy({ max_requests: 12, window_seconds: 10 });

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());

function aWorker(): DynamoWindows {
  return new DynamoWindows(database.documentClient, database.tables.meters, {
    clock: Date.now,
    sleep: (ms) => setTimeout(ms),
  });
}

it('shares one window between workers that know nothing of each other', async () => {
  const window_key = randomUUID();
  const workers = [aWorker(), aWorker(), aWorker()];

  const results = await Promise.all(
    workers.flatMap((worker) =>
      Array.from({ length: 4 }, () =>
        worker.reserve({ window_key, policy, count: 3, kind: 'live', patience_ms: 60_000 }),
      ),
    ),
  );

  const starts = results.flatMap((result) => result.starts).toSorted((a, b) => a - b);
  expect(starts).toHaveLength(36);
  for (const [index, start] of starts.entries()) {
    const twelfthBefore = starts[index - 12];
    if (twelfthBefore !== undefined) expect(start - twelfthBefore).toBeGreaterThanOrEqual(12_000);
  }
});

it('tells other workers of answers and unused starts with its next reservation, in no write of its own', async () => {
  const window_key = randomUUID();
  const [one, other] = [aWorker(), aWorker()];
  const ask = { window_key, policy, kind: 'live', patience_ms: 5_000 } as const;
  const { starts } = await one.reserve({ ...ask, count: 12 });
  const full = await other.reserve({ ...ask, count: 1 });

  for (const start of starts.slice(0, 6))
    one.ended(window_key, { start, answered_at: start + 100 });
  one.ended(window_key, { start: starts[6] ?? 0, answered_at: null });
  expect(await other.reserve({ ...ask, count: 1 })).toMatchObject({ starts: [] });
  // The start that was not used is free, for whoever is told of it first.
  expect(await one.reserve({ ...ask, count: 1 })).toMatchObject({ starts: [starts[6]] });

  const told = await other.reserve({ ...ask, count: 1, patience_ms: 60_000 });
  expect(full.next).toBe((starts[0] ?? 0) + 12_000);
  expect(told.starts).toEqual([(starts[0] ?? 0) + 10_150]);
});

it('keeps all workers silent until the moment named, and never shortens it', async () => {
  const window_key = randomUUID();
  const [one, other] = [aWorker(), aWorker()];
  await other.reserve({ window_key, policy, count: 1, kind: 'live', patience_ms: 0 });
  const until = Date.now() + 30_000;

  await one.block(window_key, until);
  await one.block(window_key, until - 20_000);

  const blocked = await other.reserve({
    window_key,
    policy,
    count: 1,
    kind: 'live',
    patience_ms: 1_000,
  });
  // The other worker has not heard of it, but its write is refused and it then has.
  expect(blocked.starts).toEqual([]);
  expect(blocked.next).toBeGreaterThanOrEqual(until);
});

it('reserves nothing beyond the patience', async () => {
  const window_key = randomUUID();
  const worker = aWorker();

  const { starts, next } = await worker.reserve({
    window_key,
    policy,
    count: 20,
    kind: 'live',
    patience_ms: 5_000,
  });

  expect(starts).toHaveLength(12);
  expect(next).toBeGreaterThan(Date.now() + 5_000);
});

it('counts calls that were made without a reservation', async () => {
  const window_key = randomUUID();
  const [one, other] = [aWorker(), aWorker()];
  const now = Date.now();

  await one.record({ window_key, policy }, [now - 2_000, now - 1_000]);

  const { starts } = await other.reserve({
    window_key,
    policy,
    count: 12,
    kind: 'live',
    patience_ms: 60_000,
  });
  expect(starts[9]).toBeLessThan(now + 8_000);
  expect(starts[10]).toBeGreaterThanOrEqual(now + 8_500);
});

it('tells who shares the window when it is blocked, and obeys the limits of all of them', async () => {
  const window_key = randomUUID();
  const [one, other] = [aWorker(), aWorker()];
  const sharer = (id: string) => ({ org_id: 'demo', account_id: 'main', id });
  const slow = windowPolicy({ max_requests: 1, window_seconds: 60 });
  const asked = { window_key, count: 1, kind: 'live', patience_ms: 5_000 } as const;
  await one.reserve({ ...asked, policy: slow, sharer: sharer('slow') });

  const { starts } = await other.reserve({ ...asked, policy, sharer: sharer('quick') });

  expect(starts).toEqual([]);
  expect(await one.block(window_key, Date.now() + 1_000)).toEqual([
    sharer('slow'),
    sharer('quick'),
  ]);
});

it('reads a window as it was written before sharers were kept', async () => {
  const window_key = randomUUID();
  const now = Date.now();
  await database.documentClient.send(
    new PutCommand({
      TableName: database.tables.meters,
      Item: {
        pk: `WINDOW#${window_key}`,
        sk: 'WINDOW',
        revision: 7,
        blocked_until: 0,
        memory_ms: 3_600_500,
        reserved: [{ t: now - 1_000 }, { t: now - 900, r: 1 }],
        expires_at: Math.ceil(now / 1000) + 60,
      },
    }),
  );
  const slow = windowPolicy({ max_requests: 2, window_seconds: 10 });

  const { starts, next } = await aWorker().reserve({
    window_key,
    policy: slow,
    count: 1,
    kind: 'live',
    patience_ms: 1_000,
  });

  expect({ starts, next }).toEqual({ starts: [], next: now - 1_000 + 12_000 });
});
