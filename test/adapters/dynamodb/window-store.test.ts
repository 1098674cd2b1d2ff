import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DynamoWindows } from '../../../adapters/dynamodb/window-store.ts';
import { windowPolicy } from '../../../domain/sync/window.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';

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
    if (twelfthBefore !== undefined) expect(start - twelfthBefore).toBeGreaterThanOrEqual(10_500);
  }
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
