import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toAudit } from '../../../adapters/dynamodb/audit/audit-items.ts';
import { countInMinute } from '../../../adapters/dynamodb/audit/count-in-minute.ts';
import { toEndedAttempt } from '../../../adapters/dynamodb/audit/ended-attempt.ts';
import { DynamoTargetMinutes } from '../../../adapters/dynamodb/audit/target-minutes.ts';
import { listingKey, targetKey } from '../../../adapters/dynamodb/keys.ts';
import { listingItem, toListing } from '../../../adapters/dynamodb/listings/listing-item.ts';
import { DynamoSyncStore } from '../../../adapters/dynamodb/sync/sync-store.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { newAttempt } from '../../../domain/attempts/attempt.ts';
import { idempotencyKey } from '../../../domain/attempts/idempotency-key.ts';
import { countAttempts } from '../../../domain/health/count-attempts.ts';
import type { MinuteCounts } from '../../../domain/health/minute-counts.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { anAuditRecord } from '../../builders/audit-records.ts';
import { type EndedAttempt, minutesOf } from '../../builders/minutes.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { FakeChannel } from '../../fakes/fake-channel.ts';
import { FakeWatch } from '../../fakes/fake-watch.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';

const begin = Date.parse('2026-06-01T12:00:00.000Z');
const unsettled = {
  set: { sync_status: 'pending' },
  remove: ['open_attempt', 'lease_until'],
} as const;
let database: TestDatabase;
let store: DynamoSyncStore;

beforeAll(async () => {
  database = await startDynamoDb();
  store = new DynamoSyncStore(database.documentClient, database.tables);
});
afterAll(() => database.stop());

/** How an attempt goes on. `dead`: its worker is not heard of again. `late`: it is, when another has taken the listing. */
const fate = fc.record({
  end: fc.constantFrom('success', 'failed', 'rate_limited', 'withdrawn', 'dead', 'late'),
  ms: fc.integer({ min: 0, max: 61_000 }),
});
type Fate = typeof fate extends fc.Arbitrary<infer T> ? T : never;

it('every attempt that was closed, and nothing else, is counted once, whatever workers do side by side', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fate, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 5 }),
      async (histories) => {
        const target = await aStoredTarget();

        await Promise.all(histories.map((fates) => live(target, fates)));
        await countRows(target);

        const reader = new DynamoTargetMinutes(database.documentClient, database.tables.meters);
        const counted = await reader.read(target, target.id, { from: begin, latencies: true });
        expect(counted.map(comparable)).toEqual(minutesOf(await rowsOf(target)).map(comparable));
      },
    ),
    { numRuns: 10 },
  );
});

async function aStoredTarget(): Promise<StoredTarget> {
  const target = aTarget({ id: randomUUID() });
  await put({ ...targetKey(target, target.id), ...target });
  return target;
}

function put(Item: Record<string, unknown>) {
  return database.documentClient.send(
    new PutCommand({ TableName: database.tables.channels, Item }),
  );
}

/** Attempts at a listing of its own, one after the other. */
async function live(target: StoredTarget, fates: readonly Fate[]): Promise<void> {
  const listing = aListing({ id: randomUUID(), target_id: target.id });
  await put(listingItem(listing));
  let left: Attempt | undefined;
  for (const [at, { end, ms }] of fates.entries()) {
    const now = begin + at * 25_000;
    const attempt = attemptFor(await stored(listing), now);
    expect(await store.open(attempt, now + 45_000)).toBe('opened');
    if (left !== undefined) expect(await close(left, 'success', { now, ms })).toBe(false);
    left = end === 'late' ? attempt : undefined;
    if (end === 'withdrawn') await store.withdraw(attempt);
    else if (end !== 'dead' && end !== 'late')
      expect(await close(attempt, end, { now, ms })).toBe(true);
  }
}

function close(
  attempt: Attempt,
  outcome: 'success' | 'failed' | 'rate_limited',
  { now, ms }: { now: number; ms: number },
): Promise<boolean> {
  const completed_at = new Date(now + ms).toISOString();
  const closing = { http_status: 200, response_excerpt: null, error_message: null };

  return store.close(
    attempt,
    { ...closing, outcome, completed_at, duration_ms: ms },
    () => unsettled,
  );
}

function attemptFor(listing: StoredListing, now: number): Attempt {
  const { org_id, account_id, target_id, id, unit_id } = listing;

  return newAttempt(
    {
      job: {
        ...{ org_id, account_id, target_id, listing_id: id, unit_id },
        ...{ trace_id: '0123456789abcdef0123456789abcdef', reason: 'unit' },
      },
      ...{ listing, operation: 'update', unit_version: 1, newest: true, mapped: null },
      idempotency_key: idempotencyKey(1, listing),
      payload_hash: 'a'.repeat(64),
      left_out: [],
      ...{ rest: { kind: 'none' as const }, look_at: Number.POSITIVE_INFINITY },
    },
    now,
    { target: aTarget(), channel: new FakeChannel() },
  );
}

async function stored(listing: StoredListing): Promise<StoredListing> {
  const Key = listingKey(listing, listing.id);
  const { Item = {} } = await database.documentClient.send(
    new GetCommand({ TableName: database.tables.channels, Key, ConsistentRead: true }),
  );
  return toListing(Item);
}

async function itemsOf(target: StoredTarget): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await database.documentClient.send(
    new ScanCommand({ TableName: database.tables.audit, ConsistentRead: true }),
  );
  return Items.filter((item) => toAudit(item).target_id === target.id);
}

/** As the stream tells of them. */
async function countRows(target: StoredTarget): Promise<void> {
  const rows = (await itemsOf(target)).map((item) => toEndedAttempt(anAuditRecord(item)));
  const attempts = rows.map((row) => (typeof row === 'object' ? row : expect.unreachable()));
  await countAttempts(attempts, {
    add: (minute) => countInMinute(database.documentClient, database.tables.meters, minute),
    watch: new FakeWatch(),
    report: expect.unreachable,
  });
}

async function rowsOf(target: StoredTarget): Promise<EndedAttempt[]> {
  return (await itemsOf(target))
    .map(toAudit)
    .flatMap(({ completed_at, outcome, duration_ms }) =>
      outcome === 'open' ? [] : { at: Date.parse(completed_at ?? ''), outcome, ms: duration_ms },
    )
    .toSorted((a, b) => a.at - b.at);
}

/** Which success was written last is not told by when it ended, if two end side by side. */
function comparable({ last_success_at, ...counts }: MinuteCounts) {
  return { ...counts, succeeded: last_success_at !== null };
}
