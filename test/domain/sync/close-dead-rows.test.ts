import { beforeEach, describe, expect, it } from 'vitest';
import { archiveListing } from '../../../domain/listings/archive-listing.ts';
import { endListings } from '../../../domain/listings/end-listings.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { ListingChanges } from '../../../domain/listings/listing-changes.ts';
import type { ListingDeps } from '../../../domain/listings/listing-deps.ts';
import { setListingStatus } from '../../../domain/listings/pause-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

const user_id = '99999999-9999-4999-8999-999999999999';
const leaseMs = 45_000;

let world: SyncWorld;
let deps: ListingDeps;
let die: boolean;

beforeEach(() => {
  world = new SyncWorld();
  die = true;
  world.store.beforeClose = () => {
    if (die) throw new Error('the worker dies between the call and the record');
  };
  world.link();
  const write = async (read: StoredListing, changes: ListingChanges) =>
    (await world.store.amend(read, changes)) ? ('written' as const) : ('changed' as const);
  deps = {
    listings: {
      get: async () => world.listing(),
      surroundings: async () => ({ target: world.store.target, listing: world.listing() }),
      amend: write,
      archive: write,
      link: () => Promise.reject(new Error('nothing is linked here')),
      revive: () => Promise.reject(new Error('nothing is linked here')),
    },
    events: { publish: async () => undefined },
    channelFor: () => world.channel,
    clock: () => world.now,
    newId: () => '77777777-7777-4777-8777-777777777777',
    report: () => undefined,
  };
});

const caller = () => {
  const { org_id, account_id } = world.listing();
  return { tenant: { org_id, account_id }, user_id, trace_id: 'a'.repeat(32) };
};
const pause = () => setListingStatus(caller(), { id: world.listing().id, status: 'paused' }, deps);
const archive = () => archiveListing(caller(), { id: world.listing().id, remove: false }, deps);
const outcomes = () => [...world.store.audits.values()].map(({ outcome }) => outcome);
const isDue = () => Date.parse(world.listing().due_at ?? '9999-12-31') <= world.now;
const died = () => world.pass().catch(() => undefined);

/** As the sweeper does it: a job as soon as the listing is due. */
async function sweep(): Promise<void> {
  world.now += leaseMs;
  die = false;
  expect(isDue()).toBe(true);
  await world.pass();
}

describe('the row of a dead worker', () => {
  it.each([
    ['paused', pause],
    ['archived', archive],
  ])(
    'is closed although its listing was %s, which gets no call and is looked for no more',
    async (status, change) => {
      await died();
      await change();
      expect(outcomes()).toEqual(['open']);

      await sweep();

      expect(outcomes()).toEqual(['abandoned']);
      expect(world.channel.writes).toEqual(['create']);
      const listing = world.listing();
      expect(listing).toMatchObject({ status, remote_unclear: true });
      for (const name of ['open_attempt', 'lease_until', 'due_at', 'due_shard'])
        expect(listing).not.toHaveProperty(name);
    },
  );

  it('is closed although its target was deleted', async () => {
    await died();
    world.store.target = aTarget({ deleted_at: '2026-06-01T00:00:00.000Z' });
    const { id, target_id, org_id, account_id } = world.listing();
    const target = { id: target_id, org_id, account_id, channel_type: 'hostaway' as const };
    const ending = { ...deps.listings, ofTarget: async () => ({ ids: [id], more: false }) };
    await endListings(target, world.now, { listings: ending, clock: deps.clock });

    await sweep();

    expect(outcomes()).toEqual(['abandoned']);
    expect(world.listing()).toMatchObject({ status: 'archived' });
    expect(world.listing()).not.toHaveProperty('due_at');
  });

  it('is closed although the channel would not take the content any more', async () => {
    await died();
    world.changeUnit('invalid', 2);
    world.now += leaseMs;
    die = false;

    await world.pass();

    expect(outcomes()).toEqual(['abandoned']);
    expect(world.listing()).toMatchObject({ sync_status: 'error' });
  });

  it('is closed although the listing kills every worker, and a new job for it is a new try', async () => {
    await died();
    world.mark({ due_at: '2026-06-01T00:03:00.000Z', due_shard: '4' });
    world.now += leaseMs;

    world.begun.set('m-1', 7);
    await world.pass(10).catch(() => undefined);
    expect(outcomes()).toEqual(['abandoned']);
    expect(world.listing()).toMatchObject({ sync_status: 'error' });

    die = false;
    world.now = world.listing().doubt_until ?? world.now;
    await world.pass();
    expect(outcomes()).toEqual(['abandoned', 'success']);
    expect(world.channel.remote.size).toBe(1);
  });

  it('keeps no neighbour from being sent when it cannot be closed', async () => {
    const stuck = { ...world.listing(), id: '55555555-5555-4555-8555-555555555555' };
    await died();
    die = false;
    world.now += leaseMs;
    world.store.listings.set(stuck.id, stuck);
    const abandon = world.store.abandon.bind(world.store);
    world.store.abandon = () => Promise.reject(new Error('the row is there already'));

    const results = await world.deliver([world.listing(), stuck]);

    expect(results.map(({ done }) => done)).toEqual([false, true]);
    world.store.abandon = abandon;
  });

  it('is left alone while its lease lasts', async () => {
    await died();
    await pause();
    world.now += leaseMs - 1;

    await world.pass();

    expect(outcomes()).toEqual(['open']);
    expect(world.listing()).toHaveProperty('due_at');
  });

  it('is closed in spite of a write in between, and not as it was read', async () => {
    await died();
    die = false;
    world.now += leaseMs;
    const load = world.store.load.bind(world.store);
    world.store.load = async (jobs) => {
      const read = await load(jobs);
      world.store.load = load;
      world.mark({ status: 'paused' });
      return read;
    };

    await world.pass();

    expect(outcomes()).toEqual(['abandoned']);
    expect(world.channel.writes).toEqual(['create']);
  });
});

it('a pause during a call that is recorded leaves nothing due', async () => {
  die = false;
  world.store.beforeClose = () => {
    const now = world.listing();
    world.mark({
      status: 'paused',
      due_shard: '4',
      due_at: new Date(now.lease_until ?? 0).toISOString(),
    });
  };

  await world.pass();

  expect(outcomes()).toEqual(['success']);
  expect(world.listing()).not.toHaveProperty('due_at');
});
