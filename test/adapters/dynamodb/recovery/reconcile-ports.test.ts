import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  listingKey,
  registryKey,
  targetKey,
  targetListingKey,
  unitKey,
} from '../../../../adapters/dynamodb/keys.ts';
import { listingItem } from '../../../../adapters/dynamodb/listings/listing-item.ts';
import { reconcilePorts } from '../../../../adapters/dynamodb/recovery/reconcile-ports.ts';
import { unitItem } from '../../../../adapters/dynamodb/units/unit-item.ts';
import type { StoredListing } from '../../../../domain/listings/listing.ts';
import { type ReconcilePorts, reconcile } from '../../../../domain/recovery/reconcile.ts';
import type { StoredTarget } from '../../../../domain/targets/target.ts';
import { aListing } from '../../../builders/stored-listing.ts';
import { aTarget } from '../../../builders/target.ts';
import { aUnit } from '../../../builders/unit.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

let database: TestDatabase;
let now: number;
let ports: ReconcilePorts;
let reports: [string, Readonly<Record<string, unknown>>][];

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());
beforeEach(() => {
  now = Date.parse('2026-06-01T12:00:00.000Z');
  reports = [];
  ports = reconcilePorts({
    client: database.documentClient,
    table: database.tables.channels,
    clock: () => now,
    report: (event, details) => void reports.push([event, details]),
  });
});

function put(Item: Record<string, unknown>) {
  return database.documentClient.send(
    new PutCommand({ TableName: database.tables.channels, Item }),
  );
}

/** A target of a tenant of its own, in the registry. */
async function addTarget(): Promise<StoredTarget> {
  const target = aTarget({ id: randomUUID(), org_id: `org-${randomUUID()}` });
  const { org_id, account_id, id } = target;
  await put({ ...targetKey(target, id), ...target });
  await put({
    ...registryKey(target, id),
    org_id,
    account_id,
    id,
    registered_at: target.created_at,
  });

  return target;
}

/** A listing that holds version 1 of a unit that is at version 2. */
async function addBehind({ id: target_id, org_id }: StoredTarget): Promise<StoredListing> {
  const id = randomUUID();
  const unit_id = randomUUID();
  const unit = aUnit({ id: unit_id, org_id, version: 2, updated_at: '2026-06-01T11:00:00.000Z' });
  const state = { sync_status: 'ok', last_sync_version: 1, due_at: undefined } as const;
  const listing = aListing({ ...state, id, org_id, unit_id, target_id, due_shard: undefined });
  await put(unitItem({ ...unit, written_by: randomUUID(), trace_id: 'a'.repeat(32) }));
  await put(listingItem(listing));
  await put({ ...targetListingKey(listing, target_id, id) });

  return listing;
}

async function rowOf(listing: StoredListing) {
  const { Item } = await database.documentClient.send(
    new GetCommand({ TableName: database.tables.channels, Key: listingKey(listing, listing.id) }),
  );
  return Item;
}

const round = (ms = 60_000, anew = false) => reconcile({ until: now + ms, anew }, ports);

describe('invariant 7: a change that was lost before it became a job', () => {
  it('is found, and its listing is due at once', async () => {
    const target = await addTarget();
    const listing = await addBehind(target);

    expect(await round()).toMatchObject({ finished: true, failed: 0 });

    expect(await rowOf(listing)).toMatchObject({
      sync_status: 'pending',
      due_shard: listing.id.slice(0, 1),
      due_at: '2026-06-01T12:00:00.000Z',
      revision: listing.revision + 1,
    });
    now += 3_600_000;
    expect(await round()).toMatchObject({ found: 0 });
  });

  it('does not overwrite what was written since it was read', async () => {
    const target = await addTarget();
    const listing = await addBehind(target);
    const { listings } = ports;
    const slow = {
      ...ports,
      listings: async (...asked: Parameters<typeof listings>) => {
        const found = await listings(...asked);
        if (found.some(({ id }) => id === listing.id))
          await put(listingItem({ ...listing, revision: listing.revision + 1 }));
        return found;
      },
    };

    await reconcile({ until: now + 60_000 }, slow);

    expect(await rowOf(listing)).toMatchObject({ sync_status: 'ok' });
  });

  it('is found beside rows and targets that cannot be read', async () => {
    const [target, broken] = [await addTarget(), await addTarget()];
    const [listing, bad, other] = [
      await addBehind(target),
      await addBehind(target),
      await addBehind(target),
    ];
    await put({ ...targetKey(broken, broken.id), name: 7 });
    await put({ ...listingKey(bad, bad.id), status: 'nonsense' });
    await put({ ...unitKey(other, other.unit_id ?? ''), version: 'nonsense' });

    expect(await round()).toMatchObject({ failed: 1, finished: true });

    expect(await rowOf(listing)).toMatchObject({ sync_status: 'pending' });
    const unreadable = reports.filter(([event]) => event === 'item-not-readable');
    expect(unreadable).toHaveLength(2);
    await put({ ...targetKey(broken, broken.id), ...broken });
  });

  it('continues where the time was up, and begins anew after the last target', async () => {
    const listings = [await addBehind(await addTarget()), await addBehind(await addTarget())];
    const { target } = ports;
    // Each target takes a minute.
    const slow: ReconcilePorts = {
      ...ports,
      target: (...asked) => {
        now += 60_000;
        return target(...asked);
      },
    };
    let rounds = 0;
    for (let finished = false; !finished && rounds < 100; rounds += 1) {
      const result = await reconcile({ until: now + 60_001 }, slow);
      finished = result !== 'busy' && result.finished;
    }

    expect(rounds).toBeGreaterThan(1);
    for (const one of listings) expect(await rowOf(one)).toMatchObject({ sync_status: 'pending' });
  });

  it('is looked for by one round at a time, unless that has died', async () => {
    await ports.rounds.begin(now + 60_000);

    expect(await round()).toBe('busy');

    now += 60_001;
    expect(await round()).toMatchObject({ finished: true });
  });
});
