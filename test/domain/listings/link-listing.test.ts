import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../../domain/common/domain-event.ts';
import { listingId } from '../../../domain/common/ids.ts';
import { type LinkRequest, linkListing } from '../../../domain/listings/link-listing.ts';
import type { ListingDeps } from '../../../domain/listings/listing-deps.ts';
import type { ListingSurroundings } from '../../../domain/listings/listing-store.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { aUnit } from '../../builders/unit.ts';
import { FakeListings } from '../../fakes/fake-listings.ts';

const [unit, target] = [aUnit(), aTarget()];
const id = listingId(unit.id, target.id);
const now = '2026-03-01T12:00:00.000Z';
const user_id = '99999999-9999-4999-8999-999999999999';
const request_id = '77777777-7777-4777-8777-777777777777';
const trace_id = 'a'.repeat(32);

async function link(found: ListingSurroundings, over: Partial<LinkRequest> = {}) {
  const [listings, events] = [new FakeListings(found), [] as DomainEvent[]];
  const deps: ListingDeps = {
    listings,
    events: { publish: async (published) => void events.push(...published) },
    channelFor: () => ({
      externalIdProblem: (text) => (/^\d+$/.test(text) ? null : 'must be a number'),
    }),
    clock: () => Date.parse(now),
    newId: () => request_id,
    report: () => undefined,
  };
  const caller = { tenant: { org_id: 'demo', account_id: 'main' }, user_id, trace_id };
  const request = { target_id: target.id, unit_id: unit.id, ...over };
  const outcome = await linkListing(caller, request, deps).then(
    (listing) => ({ listing, error: undefined }),
    (error: unknown) => ({ listing: undefined, error }),
  );

  return { listings, events, ...outcome };
}

describe('linking a unit', () => {
  it.each<[string, ListingSurroundings, Partial<LinkRequest>, object]>([
    [
      'to no target',
      { unit },
      {},
      { name: 'NotFoundError', message: expect.stringContaining('target') },
    ],
    [
      'to a deleted target',
      { unit, target: { ...target, deleted_at: now } },
      {},
      { name: 'NotFoundError', message: expect.stringContaining('target') },
    ],
    [
      'to a paused target',
      { unit, target: { ...target, is_active: false } },
      {},
      { slug: 'target-inactive', message: expect.stringContaining('Resume it') },
    ],
    [
      'that does not exist',
      { target },
      {},
      { name: 'NotFoundError', message: expect.stringContaining('unit') },
    ],
    [
      'that is switched off',
      { target, unit: { ...unit, is_active: false } },
      {},
      {
        slug: 'unit-inactive',
        message: expect.stringContaining('Switch it on'),
        errors: [{ path: 'unit_id', message: expect.stringContaining('is_active') }],
      },
    ],
    [
      'that lacks something',
      { target, unit: { ...unit, name: '' } },
      {},
      {
        slug: 'unit-incomplete',
        message: expect.stringContaining('lacks'),
        errors: [{ path: 'name' }],
      },
    ],
    [
      'twice',
      { target, unit, listing: aListing({ id }) },
      {},
      { slug: 'already-linked', message: expect.stringContaining('already') },
    ],
    [
      'while a call for its archived listing is under way',
      { target, unit, listing: aListing({ status: 'archived', lease_until: Date.parse(now) + 1 }) },
      {},
      { slug: 'busy', message: expect.stringContaining('try again') },
    ],
    [
      'and its space',
      { target, unit },
      { unit_id: undefined, space_id: unit.space?.id },
      {
        slug: 'space-not-supported',
        message: expect.stringContaining('each unit of the space'),
        errors: [{ path: 'space_id', message: expect.stringContaining('unit_id') }],
      },
    ],
    [
      'to what can be no listing of the channel',
      { target, unit },
      { external_listing_id: '../users' },
      {
        slug: 'validation-failed',
        message: expect.stringContaining('no such listing'),
        errors: [{ path: 'external_listing_id', message: 'must be a number' }],
      },
    ],
  ])('%s is refused in words, and nothing is written', async (...[, found, over, refusal]) => {
    const { error, listings, events } = await link(found, over);

    expect(error).toMatchObject(refusal);
    expect([...listings.written, ...events]).toEqual([]);
  });

  it('makes a listing that waits for its first sync, and tells others', async () => {
    const { listings, events } = await link({ unit, target });

    const tenant = { org_id: 'demo', account_id: 'main' };
    expect(listings.written).toEqual([
      {
        ...{ id, ...tenant, unit_id: unit.id, space_id: null, target_id: target.id },
        ...{ external_listing_id: null, status: 'active', sync_status: 'pending' },
        ...{ last_synced_at: null, last_sync_version: null, last_payload_hash: null },
        ...{ retry_count: 0, retry_after_at: null, error_message: null, warnings: [] },
        ...{ created_at: now, updated_at: now, asked_at: now, revision: 1 },
        ...{ requested_by: user_id, request_id, trace_id, dispatch: 'normal' },
        ...{ due_shard: id[0], due_at: '2026-03-01T12:03:00.000Z' },
      },
    ]);
    expect(events).toEqual([
      {
        ...{ name: 'channel.listing.linked', ...tenant, target_id: target.id },
        ...{ unit_id: unit.id, listing_id: id, trace_id, occurred_at: now },
      },
    ]);
  });

  it('takes over what the channel has already', async () => {
    const { listings } = await link({ unit, target }, { external_listing_id: '40161' });

    expect(listings.written).toMatchObject([{ external_listing_id: '40161' }]);
  });

  it('leaves to another listing what that has taken over', async () => {
    const listings = new FakeListings({ unit, target });
    listings.outcome = 'external-taken';
    const deps: ListingDeps = {
      listings,
      events: { publish: () => Promise.reject(new Error('told others')) },
      channelFor: () => undefined,
      clock: () => Date.parse(now),
      newId: () => request_id,
      report: () => undefined,
    };
    const caller = { tenant: { org_id: 'demo', account_id: 'main' }, user_id, trace_id };
    const request = { target_id: target.id, unit_id: unit.id, external_listing_id: '40161' };

    await expect(linkListing(caller, request, deps)).rejects.toMatchObject({
      slug: 'external-listing-taken',
      message: expect.stringContaining('Another listing'),
    });
    expect(listings.written).toHaveLength(1);
  });
});

describe('an archived listing that is linked again', () => {
  const archived = aListing({
    ...{ id, status: 'archived', sync_status: 'ok', revision: 6 },
    ...{ external_listing_id: '40161', last_payload_hash: 'a'.repeat(64) },
    ...{ last_synced_at: '2026-02-01T00:00:00.000Z', last_sync_version: 3 },
    created_at: '2026-01-15T00:00:00.000Z',
  });
  const revive = async (over: object = {}, external_listing_id?: string) => {
    const found = { unit, target, listing: { ...archived, ...over } };
    const { listing, listings } = await link(found, { external_listing_id });

    return { listing, set: listings.written[0], removed: listings.removed[0] };
  };

  it('keeps its history and its external listing, and is sent in any case', async () => {
    const { listing, set } = await revive();

    expect(set).toMatchObject({
      ...{ status: 'active', sync_status: 'pending', external_listing_id: '40161' },
      ...{ last_synced_at: archived.last_synced_at, last_sync_version: 3 },
      ...{ created_at: archived.created_at, last_payload_hash: null },
    });
    expect(set).not.toHaveProperty('revision');
    expect(listing?.revision).toBe(7);
  });

  it('has forgotten what operators asked for in its first life', async () => {
    const { removed } = await revive();

    expect(removed?.toSorted()).toEqual([
      ...['gone_external_id', 'pinned_at_version', 'pinned_version', 'removal_requested'],
      ...['replay_id', 'resync_by', 'resync_id', 'waiting_replays'],
    ]);
  });

  it('is a new one at the channel when that has said the old one is gone, after a look for it', async () => {
    const { set, removed } = await revive({ gone_external_id: '40161' });

    expect(set).toMatchObject({ external_listing_id: null, remote_unclear: true });
    expect(removed).toContain('unsent_fields');
  });

  it('takes the external listing it is given instead, of which it does not know what it holds', async () => {
    const { set, removed } = await revive({ gone_external_id: '40161' }, '40162');

    expect(set).toMatchObject({ external_listing_id: '40162' });
    expect(set).not.toHaveProperty('remote_unclear');
    expect(removed).toContain('unsent_fields');
  });

  it('that never had one is looked for no more than a new one', async () => {
    const { set } = await revive({ external_listing_id: null });

    expect(set).toMatchObject({ external_listing_id: null });
    expect(set).not.toHaveProperty('remote_unclear');
  });

  it('may have been gone under another name: what it has is kept', async () => {
    const { set, removed } = await revive({ gone_external_id: '39999' });

    expect(set).toMatchObject({ external_listing_id: '40161' });
    expect(set).not.toHaveProperty('remote_unclear');
    expect(removed).not.toContain('unsent_fields');
  });
});
