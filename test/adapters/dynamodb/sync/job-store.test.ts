import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listingKey, listingPointerKey, targetKey } from '../../../../adapters/dynamodb/keys.ts';
import { listingItem, toListing } from '../../../../adapters/dynamodb/listings/listing-item.ts';
import { DynamoJobStore } from '../../../../adapters/dynamodb/sync/job-store.ts';
import { DynamoSyncStore } from '../../../../adapters/dynamodb/sync/sync-store.ts';
import { CachedTargets } from '../../../../adapters/dynamodb/targets/cached-targets.ts';
import { DynamoTargetStore } from '../../../../adapters/dynamodb/targets/target-store.ts';
import { UnusableRowError } from '../../../../adapters/dynamodb/unusable-row.ts';
import { toTimestamp } from '../../../../domain/common/time.ts';
import { sweepAfterMs } from '../../../../domain/listings/due.ts';
import type { StoredListing } from '../../../../domain/listings/listing.ts';
import { sweep } from '../../../../domain/recovery/sweep.ts';
import type { PendingLook, QueuedJob } from '../../../../domain/sync/dispatch.ts';
import type { StoredTarget } from '../../../../domain/targets/target.ts';
import { aListing } from '../../../builders/stored-listing.ts';
import { aTarget } from '../../../builders/target.ts';
import { FakeWatch } from '../../../fakes/fake-watch.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

let database: TestDatabase;
let now: number;
let store: DynamoJobStore;
let target: StoredTarget;
let listing: StoredListing;
let queue: QueuedJob[];
let reports: object[];

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());
beforeEach(async () => {
  now = Date.parse('2026-06-01T12:00:00.000Z');
  queue = [];
  reports = [];
  store = new DynamoJobStore(database.documentClient, database.tables.channels, {
    clock: () => now,
    report: (_event, details) => void reports.push(details),
  });
  target = aTarget({ id: randomUUID() });
  listing = aListing({ id: randomUUID(), target_id: target.id, sync_status: 'ok' });
  await put({ ...targetKey(target, target.id), ...target });
  await put(listingItem(listing));
});

function put(Item: Record<string, unknown>) {
  return database.documentClient.send(
    new PutCommand({ TableName: database.tables.channels, Item }),
  );
}

async function stored() {
  const { Item } = await database.documentClient.send(
    new GetCommand({ TableName: database.tables.channels, Key: listingKey(listing, listing.id) }),
  );
  return Item;
}

const mark = (look: PendingLook = 'after_job') =>
  store.markPending(listing, listing.id, { trace_id: 'a'.repeat(32), look });

/** What the sweeper enqueues for the listing when it runs after `ms`. Nothing is ever in the target's queue. */
async function sweepAfter(ms: number): Promise<QueuedJob[]> {
  now += ms;
  const targets = new DynamoTargetStore(
    database.documentClient,
    database.tables.channels,
    () => now,
  );
  const sent: QueuedJob[] = [];
  await sweep({
    dueListings: (...page) => store.dueListings(...page),
    postpone: (...due) => store.postpone(...due),
    target: (tenant, id) => targets.get(tenant, id),
    queueDepth: async () => queue.length,
    send: async (jobs) => {
      sent.push(...jobs);
      return [];
    },
    watch: new FakeWatch(),
    report: () => undefined,
    clock: () => now,
  });
  return sent.filter(({ job }) => job.listing_id === listing.id);
}

it('what waits has waited since it was first asked for', async () => {
  await mark();
  const first = toTimestamp(now);
  now += 60_000;
  await mark();

  const waiting = toListing((await stored()) ?? {});
  expect(waiting).toMatchObject({ asked_at: first, updated_at: toTimestamp(now) });
});

describe('invariant 7: nothing is lost', () => {
  it('a listing whose message was deleted from the queue is enqueued by the sweeper', async () => {
    await mark();

    const sent = await sweepAfter(sweepAfterMs + 1);

    expect(sent).toMatchObject([
      {
        queue: 'normal',
        job: {
          listing_id: listing.id,
          target_id: target.id,
          unit_id: listing.unit_id,
          reason: 'sweep',
        },
      },
    ]);
  });

  it('and again while that is lost as well, each time with a job the queue does not know', async () => {
    await mark();

    const sent = [
      ...(await sweepAfter(sweepAfterMs + 1)),
      ...(await sweepAfter(sweepAfterMs + 1)),
      ...(await sweepAfter(sweepAfterMs + 1)),
    ];

    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ deduplication_id }) => deduplication_id)).size).toBe(3);
  });

  it('a listing of a target that is silent waits, however long, and goes on with the next sweep', async () => {
    await mark();
    await put({ ...targetKey(target, target.id), ...target, is_active: false });
    expect(await sweepAfter(sweepAfterMs + 1)).toEqual([]);
    expect(await sweepAfter(86_400_000)).toEqual([]);

    await put({ ...targetKey(target, target.id), ...target });

    expect(await sweepAfter(60_000)).toHaveLength(1);
  });

  it('a listing that got no job since its target was paused goes on within a sweep of the resumption', async () => {
    await mark('instead_of_job');

    expect(await sweepAfter(1)).toHaveLength(1);
  });

  it('a listing whose message was taken out of a deep queue gets a new one, once', async () => {
    queue = Array(1_000);
    await mark();
    const syncs = new DynamoSyncStore(database.documentClient, database.tables);
    const job = { ...listing, listing_id: listing.id, trace_id: '', reason: 'sweep' } as const;
    await syncs.park(job, now);

    expect(await sweepAfter(1)).toHaveLength(1);
    expect(await sweepAfter(86_400_000)).toEqual([]);
  });

  it('a listing that is done, or not yet due, is left alone', async () => {
    expect(await sweepAfter(86_400_000)).toEqual([]);
    await mark();
    expect(await sweepAfter(sweepAfterMs - 1)).toEqual([]);
  });
});

it('moves only the look that was read', async () => {
  await mark();
  const due_at = (await stored())?.due_at;
  const due = { ...listing, listing_id: listing.id, due_at };
  await mark();
  now += 1;
  await mark();

  expect(await store.postpone(due, '2026-06-01T13:00:00.000Z')).toBeUndefined();
  expect((await stored())?.due_at).not.toBe(due_at);
});

describe('invariant 8: a row that cannot be used hides no other', () => {
  it('a listing whose row cannot be written to says so', async () => {
    await put({ ...listingItem(listing), revision: 'many' });

    await expect(mark()).rejects.toThrow(UnusableRowError);
  });

  it('a pointer of the unit, or a due listing, that is none', async () => {
    const unit_id = randomUUID();
    const pointer = listingPointerKey(listing, unit_id, listing.id);
    await put({ ...pointer, listing_id: listing.id, target_id: target.id });
    await put({ ...pointer, sk: 'LISTING#nonsense' });
    expect(await store.listingsOfUnit(listing, unit_id)).toEqual([
      { listing_id: listing.id, target_id: target.id },
    ]);

    await mark('instead_of_job');
    const due = { due_shard: listing.id.slice(0, 1), due_at: '2026-01-01T00:00:00.000Z' };
    const nonsense = listingKey(listing, `${listing.id.slice(0, 1)}-nonsense`);
    await put({ ...nonsense, ...due, target_id: 'none' });
    expect(await sweepAfter(1)).toHaveLength(1);
    expect(reports).toMatchObject([{ sk: 'LISTING#nonsense' }, nonsense]);
  });
});

it('reads a target once for many who ask at once', async () => {
  const targets = new DynamoTargetStore(
    database.documentClient,
    database.tables.channels,
    () => now,
  );
  let reads = 0;
  const counting = {
    get: (...asked: Parameters<typeof targets.get>) => {
      reads += 1;
      return targets.get(...asked);
    },
    block: targets.block.bind(targets),
    unblock: targets.unblock.bind(targets),
  };
  const cached = new CachedTargets(counting, () => now);

  const found = await Promise.all(Array.from({ length: 200 }, () => cached.get(target, target.id)));
  await cached.get(target, target.id, { fresh: true });

  expect(new Set(found.map((one) => one?.id))).toEqual(new Set([target.id]));
  expect(reads).toBe(2);
});
