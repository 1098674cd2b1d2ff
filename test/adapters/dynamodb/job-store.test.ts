import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DynamoJobStore } from '../../../adapters/dynamodb/job-store.ts';
import { listingKey, targetKey } from '../../../adapters/dynamodb/keys.ts';
import { listingItem } from '../../../adapters/dynamodb/listing-item.ts';
import { DynamoTargetStore } from '../../../adapters/dynamodb/target-store.ts';
import type { StoredListing } from '../../../domain/channels/listing.ts';
import type { StoredTarget } from '../../../domain/channels/target.ts';
import type { QueuedJob } from '../../../domain/sync/dispatch.ts';
import { sweepAfterMs } from '../../../domain/sync/due.ts';
import { sweep } from '../../../domain/sync/sweep.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';

let database: TestDatabase;
let now: number;
let store: DynamoJobStore;
let target: StoredTarget;
let listing: StoredListing;
let queue: QueuedJob[];

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());
beforeEach(async () => {
  now = Date.parse('2026-06-01T12:00:00.000Z');
  queue = [];
  store = new DynamoJobStore(database.documentClient, database.tables.channels, () => now);
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

const mark = () => store.markPending(listing, listing.id, { trace_id: 'a'.repeat(32), due: true });

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
    send: async (jobs) => void sent.push(...jobs),
    clock: () => now,
  });
  return sent.filter(({ job }) => job.listing_id === listing.id);
}

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

  expect(await store.postpone(due, '2026-06-01T13:00:00.000Z')).toBe(false);
  expect((await stored())?.due_at).not.toBe(due_at);
});
