import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toAudit } from '../../../../adapters/dynamodb/audit/audit-items.ts';
import {
  auditKey,
  externalListingKey,
  listingKey,
  targetKey,
  unitKey,
} from '../../../../adapters/dynamodb/keys.ts';
import { listingItem, toListing } from '../../../../adapters/dynamodb/listings/listing-item.ts';
import { DynamoSyncStore } from '../../../../adapters/dynamodb/sync/sync-store.ts';
import { unitItem } from '../../../../adapters/dynamodb/units/unit-item.ts';
import type { Attempt } from '../../../../domain/attempts/attempt.ts';
import { newAttempt, type Work } from '../../../../domain/attempts/attempt.ts';
import { idempotencyKey } from '../../../../domain/attempts/idempotency-key.ts';
import { abandoned } from '../../../../domain/attempts/lease.ts';
import type { StoredListing } from '../../../../domain/listings/listing.ts';
import type { ListingChanges } from '../../../../domain/listings/listing-changes.ts';
import type { OutboundAudit } from '../../../../domain/listings/outbound-audit.ts';
import type { AuditClosing } from '../../../../domain/sync/sync-store.ts';
import type { StoredTarget } from '../../../../domain/targets/target.ts';
import { aListing } from '../../../builders/stored-listing.ts';
import { aTarget } from '../../../builders/target.ts';
import { aUnit } from '../../../builders/unit.ts';
import { FakeChannel } from '../../../fakes/fake-channel.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

let database: TestDatabase;
let store: DynamoSyncStore;
let listing: StoredListing;
let target: StoredTarget;

const now = Date.parse('2026-06-01T12:00:00.000Z');
const dueNow = { due_shard: 'a', due_at: '2026-06-01T12:00:00.000Z' };
const success: AuditClosing = {
  outcome: 'success',
  http_status: 200,
  completed_at: '2026-06-01T12:00:01.000Z',
  duration_ms: 900,
  response_excerpt: '{"status":"success"}',
  error_message: null,
};

beforeAll(async () => {
  database = await startDynamoDb();
  store = new DynamoSyncStore(database.documentClient, database.tables);
});
afterAll(() => database.stop());

beforeEach(async () => {
  target = aTarget({ id: randomUUID() });
  listing = aListing({ id: randomUUID(), target_id: target.id, dispatch: 'normal' });
  await put({ ...targetKey(target, target.id), ...target });
  await put(listingItem(listing));
});

function put(Item: Record<string, unknown>) {
  return database.documentClient.send(
    new PutCommand({ TableName: database.tables.channels, Item }),
  );
}

async function item(Key: { readonly pk?: unknown; readonly sk?: unknown }) {
  const { pk, sk } = Key;
  const { Item } = await database.documentClient.send(
    new GetCommand({ TableName: database.tables.channels, Key: { pk, sk } }),
  );
  return Item;
}

async function stored(): Promise<StoredListing> {
  const { Item } = await database.documentClient.send(
    new GetCommand({ TableName: database.tables.channels, Key: listingKey(listing, listing.id) }),
  );
  return toListing(Item ?? {});
}

async function row(attempt: Attempt): Promise<OutboundAudit | undefined> {
  const { Item } = await database.documentClient.send(
    new GetCommand({
      TableName: database.tables.audit,
      Key: auditKey(listing, listing.id, attempt.open.number),
    }),
  );
  return Item && toAudit(Item);
}

function attemptFor(read: StoredListing): Attempt {
  const work: Work = {
    job: {
      org_id: read.org_id,
      account_id: read.account_id,
      target_id: read.target_id,
      listing_id: read.id,
      unit_id: read.unit_id,
      trace_id: '0123456789abcdef0123456789abcdef',
      reason: 'unit',
    },
    listing: read,
    operation: 'create',
    idempotency_key: idempotencyKey(1, read),
    unit_version: 1,
    newest: true,
    mapped: { payload: { name: 'Villa' }, warnings: [], errors: [] },
    payload_hash: 'a'.repeat(64),
    left_out: [],
    ...{ rest: { kind: 'none' as const }, look_at: Number.POSITIVE_INFINITY },
  };
  return newAttempt(work, now, { target, channel: new FakeChannel() });
}

const settled: ListingChanges = {
  set: { sync_status: 'ok', external_listing_id: '77' },
  remove: ['lease_until', 'open_attempt', 'remote_unclear'],
};

describe('opening an attempt', () => {
  it('puts the open row on the listing, which is the lease', async () => {
    const attempt = attemptFor(listing);

    expect(await store.open(attempt, now + 45_000)).toBe('opened');

    expect(await stored()).toMatchObject({
      open_attempt: attempt.open,
      lease_until: now + 45_000,
      remote_unclear: true,
      attempt_count: 1,
      revision: 1,
    });
    expect(await stored()).not.toHaveProperty('dispatch');
  });

  it('gives the listing to one of many workers that read the same state', async () => {
    const attempts = Array.from({ length: 5 }, () => attemptFor(listing));

    const openings = await Promise.all(
      attempts.map((attempt) => store.open(attempt, now + 45_000)),
    );

    expect(openings.filter((opening) => opening === 'opened')).toHaveLength(1);
    expect(openings.filter((opening) => opening === 'stale')).toHaveLength(4);
  });

  it.each<[string, Partial<StoredTarget>]>([
    ['paused', { is_active: false }],
    ['deleted', { deleted_at: '2026-06-01T00:00:00.000Z' }],
    ['under another limit', { rate_limit_config: { max_requests: 11, window_seconds: 10 } }],
    ['elsewhere', { base_url: 'https://elsewhere.example' }],
    ['of another account', { window_key: 'another' }],
    ['blocked', { blocked_until: '2026-06-01T12:00:00.001Z', block_reason: 'rate_limited' }],
  ])('refuses while the target is %s, and leaves no trace', async (_state, over) => {
    await put({ ...targetKey(target, target.id), ...target, ...over });
    const attempt = attemptFor(listing);

    expect(await store.open(attempt, now + 45_000)).toBe('blocked');

    expect(await stored()).not.toHaveProperty('open_attempt');
  });
});

describe('taking a listing over from a dead worker', () => {
  it('closes the row that it left open as abandoned', async () => {
    const dead = attemptFor(listing);
    await store.open(dead, now + 45_000);
    const left = await stored();

    expect(await store.abandon(left, abandoned(left, false), now + 45_000)).toBe(true);

    expect(await row(dead)).toMatchObject({
      ...dead.audit,
      request_excerpt: '',
      outcome: 'abandoned',
      completed_at: '2026-06-01T12:00:45.000Z',
      error_message: expect.stringContaining('died'),
    });
    const free = await stored();
    expect(free).toMatchObject({ remote_unclear: true, attempt_number: 1 });
    for (const name of ['open_attempt', 'lease_until']) expect(free).not.toHaveProperty(name);
    expect(attemptFor(free).open).toMatchObject({ retry_attempt: 1, number: 2 });
  });

  it('leaves it to whoever has written to the listing since', async () => {
    const dead = attemptFor(listing);
    await store.open(dead, now + 45_000);
    const left = await stored();
    await store.amend(left, { set: { trace_id: 'b'.repeat(32) }, remove: [] });

    expect(await store.abandon(left, abandoned(left, false), now + 45_000)).toBe(false);

    expect(await row(dead)).toBeUndefined();
    expect(await stored()).toMatchObject({ open_attempt: dead.open });
  });

  it('takes a listing that has no open row from the sweeper alone', async () => {
    const archived = { ...listing, status: 'archived', ...dueNow } as const;
    await put(listingItem(archived));

    expect(await store.abandon(archived, abandoned(archived, true), now)).toBe(true);

    expect(await stored()).not.toHaveProperty('due_at');
  });
});

describe('closing an attempt', () => {
  it('closes the row and changes the listing in one go', async () => {
    const attempt = attemptFor(listing);
    await store.open(attempt, now + 45_000);

    expect(await store.close(attempt, success, () => settled)).toBe(true);

    expect(await row(attempt)).toMatchObject({ ...attempt.audit, ...success });
    expect(await stored()).toMatchObject({
      sync_status: 'ok',
      external_listing_id: '77',
      revision: 2,
    });
    expect(await stored()).not.toHaveProperty('open_attempt');
  });

  it('takes a created external listing, so that no other listing can adopt it', async () => {
    const attempt = attemptFor(listing);
    await store.open(attempt, now + 45_000);
    await store.close(attempt, success, () => settled);

    const { Item } = await database.documentClient.send(
      new GetCommand({
        TableName: database.tables.channels,
        Key: externalListingKey(listing, target.id, '77'),
      }),
    );
    expect(Item).toMatchObject({ listing_id: listing.id });
  });

  it('leaves an external listing to the listing that it was linked to meanwhile, and records the call', async () => {
    const attempt = attemptFor(listing);
    await store.open(attempt, now + 45_000);
    const other = randomUUID();
    const guard = { ...externalListingKey(listing, target.id, '77'), listing_id: other };
    await put(guard);

    expect(await store.close(attempt, success, () => settled)).toBe(true);

    expect(await row(attempt)).toMatchObject(success);
    expect(await stored()).toMatchObject({ external_listing_id: null, sync_status: 'error' });
    expect(await item(guard)).toMatchObject({ listing_id: other });
  });

  it('hands over the listing as it is now when it was written to during the call', async () => {
    const attempt = attemptFor(listing);
    await store.open(attempt, now + 45_000);
    await store.amend(await stored(), { set: { trace_id: 'b'.repeat(32) }, remove: [] });
    const seen: number[] = [];

    await store.close(attempt, success, (current) => {
      seen.push(current.revision);
      return settled;
    });

    expect(seen).toEqual([1, 2]);
    expect(await stored()).toMatchObject({ trace_id: 'b'.repeat(32), external_listing_id: '77' });
  });

  it('changes nothing when another worker has taken the listing', async () => {
    const slow = attemptFor(listing);
    await store.open(slow, now - 1);
    const left = await stored();
    await store.abandon(left, abandoned(left, false), now);
    const other = attemptFor(await stored());
    await store.open(other, now + 45_000);

    expect(await store.close(slow, success, () => settled)).toBe(false);

    expect(await row(slow)).toMatchObject({ outcome: 'abandoned' });
    expect(await stored()).toMatchObject({ open_attempt: other.open, external_listing_id: null });
  });
});

describe('invariant 11: a closed row never changes', () => {
  let attempt: Attempt;

  beforeEach(async () => {
    attempt = attemptFor(listing);
    await store.open(attempt, now + 45_000);
    const whileOpen = await stored();
    await store.close(attempt, success, () => settled);
    // As if the listing had never heard of it.
    await put(listingItem(whileOpen));
  });

  it('when it is closed again', async () => {
    const again = { ...success, outcome: 'failed' } as const;

    await expect(store.close(attempt, again, () => settled)).rejects.toThrow();
    expect(await row(attempt)).toMatchObject({ outcome: 'success' });
  });

  it('when it is taken back', async () => {
    await store.withdraw(attempt);

    expect(await row(attempt)).toMatchObject({ outcome: 'success' });
  });

  it('when whoever takes the listing next believes it abandoned', async () => {
    const left = await stored();

    await expect(store.abandon(left, abandoned(left, false), now)).rejects.toThrow();

    expect(await row(attempt)).toMatchObject({ outcome: 'success' });
  });
});

describe('an attempt whose call was not made', () => {
  it('leaves neither row nor lease nor doubt, and frees its number', async () => {
    const attempt = attemptFor(listing);
    await store.open(attempt, now + 45_000);

    await store.withdraw(attempt);

    expect(await row(attempt)).toBeUndefined();
    const after = await stored();
    expect(after).not.toHaveProperty('open_attempt');
    expect(after).not.toHaveProperty('remote_unclear');
    expect(attemptFor(after).open).toMatchObject({ retry_attempt: 0, number: 1 });
  });
});

describe('looking for a listing', () => {
  it('makes what is found its own, and no other listing of the target', async () => {
    const read = await stored();

    expect(await store.adopt(read, '78')).toBe('adopted');

    expect(await stored()).toMatchObject({ external_listing_id: '78', revision: 1 });
    expect(await item(externalListingKey(listing, target.id, '78'))).toMatchObject({
      listing_id: listing.id,
    });
    const other = aListing({ id: randomUUID(), target_id: target.id });
    await put(listingItem(other));
    expect(await store.adopt(other, '78')).toBe('taken');
    expect(await store.adopt(read, '79')).toBe('stale');
    expect(await item(externalListingKey(listing, target.id, '79'))).toBeUndefined();
  });

  it('notes how far it has come, and leaves everybody else alone', async () => {
    const read = await stored();
    const look = { kind: 'more', cursor: '100 4711' } as const;
    await store.amend(read, { set: { trace_id: 'b'.repeat(32) }, remove: [] });

    await store.noteLook(read, look);

    expect(await stored()).toMatchObject({ look, revision: 1, trace_id: 'b'.repeat(32) });
  });

  it('notes nothing once another attempt has been opened', async () => {
    const read = await stored();
    await store.open(attemptFor(read), now + 45_000);
    await store.noteLook(read, { kind: 'absent' });
    expect(await stored()).not.toHaveProperty('look');

    const since = await stored();
    await store.noteLook(since, { kind: 'absent' });
    expect(await stored()).toMatchObject({ look: { kind: 'absent' } });
  });
});

describe('reading and amending', () => {
  it('loads the listings and units of a batch, and leaves out what is missing', async () => {
    const unit = aUnit({ id: listing.unit_id });
    await put(unitItem({ ...unit, written_by: null, trace_id: 'c'.repeat(32) }));
    const { job } = { job: attemptJob() };

    const { listings, units } = await store.load([job, { ...job, listing_id: randomUUID() }]);

    expect([...listings.keys()]).toEqual([listing.id]);
    expect(units.get(unit.id)).toEqual(unit);
  });

  it('amends only the state that was read', async () => {
    const read = await stored();

    expect(await store.amend(read, { set: { sync_status: 'ok' }, remove: ['dispatch'] })).toBe(
      true,
    );
    expect(await store.amend(read, { set: { sync_status: 'error' }, remove: [] })).toBe(false);
    expect(await stored()).toMatchObject({ sync_status: 'ok', revision: 1 });
  });
});

function attemptJob() {
  const { org_id, account_id, target_id, id, unit_id } = listing;
  const trace_id = '0123456789abcdef0123456789abcdef';
  return {
    org_id,
    account_id,
    target_id,
    listing_id: id,
    unit_id,
    trace_id,
    reason: 'unit' as const,
  };
}

describe('invariant 8: a listing that breaks the worker', () => {
  const job = () =>
    ({ ...listing, listing_id: listing.id, trace_id: '', reason: 'sweep' }) as const;

  it('is read beside rows that cannot be read, each of which says why', async () => {
    const bad = { ...listing, id: randomUUID(), unit_id: randomUUID() };
    await put({ ...listingItem(bad), status: 'of a later release' });
    await put({ ...unitKey(bad, bad.unit_id), content: 'nonsense' });

    const loaded = await store.load([
      job(),
      { ...job(), listing_id: bad.id, unit_id: bad.unit_id },
    ]);

    expect([...loaded.listings.keys()]).toEqual([listing.id]);
    expect(new Set(loaded.unreadable.keys())).toEqual(new Set([bad.id, bad.unit_id]));
  });

  it('is not looked for while its job is tried again, then is an error with nothing outstanding', async () => {
    await put(listingItem({ ...listing, ...dueNow, replay_id: randomUUID() }));

    await store.hold(job(), now + 1_000);
    expect(await stored()).toMatchObject({ due_at: new Date(now + 1_000).toISOString() });

    await store.giveUp(job(), 'what to do');
    const left = await stored();
    expect(left).toMatchObject({ sync_status: 'error', error_message: 'what to do' });
    for (const name of ['due_at', 'due_shard', 'dispatch', 'replay_id'])
      expect(left).not.toHaveProperty(name);
  });

  it('is left alone when it was done meanwhile', async () => {
    await put(listingItem({ ...listing, sync_status: 'ok', due_at: undefined }));

    await store.giveUp(job(), 'what to do');
    await store.hold(job(), now);

    expect(await stored()).toMatchObject({ sync_status: 'ok' });
    expect((await stored()).due_at).toBeUndefined();
  });
});
