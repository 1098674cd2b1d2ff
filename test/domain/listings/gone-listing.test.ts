import { beforeEach, describe, expect, it } from 'vitest';
import { forgetGone } from '../../../domain/listings/gone-listing.ts';
import { linkListing } from '../../../domain/listings/link-listing.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { retryListing } from '../../../domain/listings/retry-listing.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { aUnit } from '../../builders/unit.ts';
import { FakeListings } from '../../fakes/fake-listings.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

const caller = {
  tenant: { org_id: 'demo', account_id: 'main' },
  user_id: '99999999-9999-4999-8999-999999999999',
  trace_id: 'a'.repeat(32),
};

function operate(over: Partial<StoredListing>) {
  const listing = aListing(over);
  const listings = new FakeListings({ unit: aUnit(), target: aTarget(), listing });
  const deps = {
    listings,
    events: { publish: async () => undefined },
    clock: () => Date.parse('2026-03-01T12:00:00.000Z'),
    channelFor: () => undefined,
    newId: () => '77777777-7777-4777-8777-777777777777',
    report: () => undefined,
  };

  return {
    listings,
    retry: () => retryListing(caller, { id: listing.id }, deps),
    publishAgain: () => retryListing(caller, { id: listing.id, publish_again: true }, deps),
    link: (external_listing_id?: string) =>
      linkListing(
        caller,
        { unit_id: listing.unit_id ?? '', target_id: listing.target_id, external_listing_id },
        deps,
      ),
  };
}

const gone = { status: 'error', external_listing_id: '40174', gone_external_id: '40174' } as const;

describe('a listing that the channel says is gone', () => {
  let world: SyncWorld;
  beforeEach(async () => {
    world = new SyncWorld();
    world.link();
    await world.settle();
    world.channel.remote.clear();
    world.changeUnit('Villa Rossa', 2);
    world.channel.fates = ['missing'];
    await world.settle();
  });

  it('is in error, in words that say what to do', () => {
    expect(world.listing()).toMatchObject({
      status: 'error',
      sync_status: 'error',
      external_listing_id: 'ext-1',
      gone_external_id: 'ext-1',
      last_payload_hash: null,
    });
    expect(world.listing().error_message).toMatch(/deleted at the channel.*publish_again/);
  });

  it('is looked for, and not doubled, when it is published again during a call for it that fails', async () => {
    world.channel.remote.set('ext-9', { name: 'Villa', marker: world.listing().id });
    world.changeUnit('Villa Verde', 3);
    world.channel.fates = ['missing'];
    world.store.beforeClose = () => {
      world.store.beforeClose = () => undefined;
      const { gone_external_id: _, ...listing } = world.listing();
      world.store.listings.set(listing.id, listing);
      const request_id = '77777777-7777-4777-8777-777777777777';
      world.mark({ ...forgetGone.set, replay_id: request_id, request_id, error_message: null });
    };

    await world.pass();
    expect(world.listing()).toMatchObject({ external_listing_id: null, error_message: null });
    expect(world.listing()).not.toHaveProperty('gone_external_id');
    await world.settle();

    expect([...world.channel.remote.keys()]).toEqual(['ext-9']);
    expect(world.listing()).toMatchObject({ sync_status: 'ok', external_listing_id: 'ext-9' });
  });

  it('is not taken for unchanged when the unit is again what was sent last', async () => {
    world.changeUnit('Villa Azzurra', 3);
    world.channel.fates = ['missing'];

    await world.settle();

    expect(world.listing()).toMatchObject({ status: 'error', sync_status: 'error' });
  });

  it('is made anew once it is forgotten', async () => {
    world.mark({ ...forgetGone.set, gone_external_id: undefined, sync_status: 'pending' });
    world.changeUnit('Villa Rossa', 3);

    await world.settle();

    expect(world.channel.writes).toEqual(['create', 'update', 'create']);
    expect(world.listing()).toMatchObject({ status: 'active', sync_status: 'ok' });
  });

  it('is adopted when it is there after all', async () => {
    world.channel.remote.set('ext-7', { name: 'restored', marker: world.listing().id });
    world.mark({ ...forgetGone.set, gone_external_id: undefined, sync_status: 'pending' });
    world.changeUnit('Villa Rossa', 3);

    await world.settle();

    expect([...world.channel.remote.keys()]).toEqual(['ext-7']);
    expect(world.listing()).toMatchObject({ status: 'active', external_listing_id: 'ext-7' });
  });

  it('is in order again with the first write that the channel takes', async () => {
    world.changeUnit('Villa Verde', 3);

    await world.settle();

    expect(world.listing()).toMatchObject({
      status: 'active',
      sync_status: 'ok',
      error_message: null,
    });
    expect(world.listing().gone_external_id).toBeUndefined();
  });

  it('counts as removed when it is to be', async () => {
    world.mark({ removal_requested: true, status: 'archived', sync_status: 'pending' });
    world.channel.fates = ['missing'];

    await world.settle();

    expect(world.listing()).toMatchObject({ status: 'archived', sync_status: 'ok' });
    expect(world.listing().external_listing_id).toBeNull();
  });
});

describe('publishing again', () => {
  it('forgets the external listing that is gone', async () => {
    const { listings, publishAgain } = operate(gone);

    await publishAgain();

    expect(listings.written).toMatchObject([
      { external_listing_id: null, last_payload_hash: null, remote_unclear: true },
    ]);
    expect(listings.written[0]?.replay_id).toBeDefined();
  });

  it.each<[string, Partial<StoredListing>]>([
    ['is there', { external_listing_id: '40174' }],
    ['is another than the one that was', { ...gone, external_listing_id: '40175' }],
    ['was never made', { external_listing_id: null }],
  ])('is refused while the external listing %s', async (_what, over) => {
    const { listings, publishAgain } = operate(over);

    await expect(publishAgain()).rejects.toMatchObject({ slug: 'not-gone' });
    expect(listings.written).toEqual([]);
  });
});

describe('linking again', () => {
  it.each<[string, Partial<StoredListing>, string | undefined, string | null]>([
    ['does not bring back what is gone', gone, undefined, null],
    ['takes what is named', gone, '40174', '40174'],
    ['brings back what is there', { external_listing_id: '40174' }, undefined, '40174'],
  ])('%s', async (_what, over, ...[named, external_listing_id]) => {
    const { listings, link } = operate({ ...over, status: 'archived' });

    await link(named);

    expect(listings.written).toMatchObject([{ status: 'active', external_listing_id }]);
  });
});

describe('a target that has moved to another account', () => {
  it('is sent what the one before has already', async () => {
    const world = new SyncWorld();
    world.link();
    await world.settle();
    world.store.target = { ...world.store.target, window_key: 'account-2' };
    world.changeUnit('Villa Azzurra', 1);

    await world.settle();
    world.mark({ sync_status: 'pending' });
    await world.settle();

    expect(world.channel.writes).toEqual(['create', 'update']);
  });

  it('is not called where it was, by a worker that has not heard of it', async () => {
    const world = new SyncWorld();
    world.link();
    world.store.whenLoaded = () => {
      world.store.target = { ...world.store.target, base_url: 'https://elsewhere.example' };
    };

    expect(await world.pass()).toMatchObject({ done: false });

    expect(world.channel.writes).toEqual([]);
  });
});
