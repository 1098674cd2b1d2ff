import { describe, expect, it } from 'vitest';
import { archiveListing } from '../../../domain/listings/archive-listing.ts';
import { linkListing } from '../../../domain/listings/link-listing.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { ListingDeps } from '../../../domain/listings/listing-deps.ts';
import { setListingStatus } from '../../../domain/listings/pause-listing.ts';
import { retryListing } from '../../../domain/listings/retry-listing.ts';
import { anOpenAttempt } from '../../builders/open-attempt.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { aUnit } from '../../builders/unit.ts';
import { uuidOf } from '../../builders/uuid-of.ts';
import { FakeListings } from '../../fakes/fake-listings.ts';

const unit = aUnit();
const target = aTarget();
const listing = aListing({ revision: 7 });
const tenant = { org_id: 'demo', account_id: 'main' };
const user_id = '99999999-9999-4999-8999-999999999999';
const caller = { tenant, user_id, trace_id: 'a'.repeat(32) };
const request = { unit_id: unit.id, target_id: target.id };

function depsWith(listings: FakeListings, over: Partial<ListingDeps> = {}) {
  const published: string[] = [];
  const reported: string[] = [];
  const deps: ListingDeps = {
    listings,
    events: { publish: async (events) => void published.push(...events.map(({ name }) => name)) },
    channelFor: () => undefined,
    clock: () => Date.parse('2026-03-01T12:00:00.000Z'),
    newId: () => '77777777-7777-4777-8777-777777777777',
    report: (event) => void reported.push(event),
    ...over,
  };
  return { deps, published, reported };
}

const commands = {
  link: (deps: ListingDeps) => linkListing(caller, request, deps),
  pause: (deps: ListingDeps) =>
    setListingStatus(caller, { id: listing.id, status: 'paused' }, deps),
  archive: (deps: ListingDeps) => archiveListing(caller, { id: listing.id, remove: false }, deps),
  retry: (deps: ListingDeps) => retryListing(caller, { id: listing.id }, deps),
};

describe('every command', () => {
  it.each(Object.entries(commands))(
    '%s gives up as busy when the listing never stands still, and tells nobody',
    async (name, command) => {
      const listings = new FakeListings(
        name === 'link' ? { unit, target } : { unit, target, listing },
      );
      listings.outcome = 'changed';
      const { deps, published } = depsWith(listings);

      await expect(command(deps)).rejects.toMatchObject({ name: 'ConflictError', slug: 'busy' });
      expect(published).toEqual([]);
      expect(listings.written.length).toBeGreaterThan(1);
    },
  );

  it('stands although the bus is down, and reports it', async () => {
    const { deps, reported } = depsWith(new FakeListings({ unit, target }), {
      events: { publish: () => Promise.reject(new Error('bus is down')) },
    });

    await expect(commands.link(deps)).resolves.toMatchObject({ sync_status: 'pending' });
    expect(reported).toEqual(['event-not-published']);
  });

  it('answers with the listing at its next revision', async () => {
    const { deps } = depsWith(new FakeListings({ unit, target, listing }));

    expect(await commands.pause(deps)).toMatchObject({ status: 'paused', revision: 8 });
  });
});

describe('linking an archived listing again', () => {
  const archived = { ...listing, status: 'archived', open_attempt: anOpenAttempt() } as const;
  const now = Date.parse('2026-03-01T12:00:00.000Z');

  it('waits for the call that is under way', async () => {
    const listings = new FakeListings({
      unit,
      target,
      listing: { ...archived, lease_until: now + 1 },
    });

    await expect(commands.link(depsWith(listings).deps)).rejects.toMatchObject({ slug: 'busy' });
    expect(listings.written).toEqual([]);
  });

  it('does not wait for a worker that is dead', async () => {
    const listings = new FakeListings({ unit, target, listing: { ...archived, lease_until: now } });

    await commands.link(depsWith(listings).deps);

    expect(listings.written).toMatchObject([{ status: 'active', dispatch: 'normal' }]);
  });
});

describe('a paused listing', () => {
  const found = { unit, target };
  const set = async (over: Partial<StoredListing>, status: 'active' | 'paused') => {
    const listings = new FakeListings({ ...found, listing: { ...listing, ...over } });
    const { deps } = depsWith(listings);
    const answer = await setListingStatus(caller, { id: listing.id, status }, deps).catch(
      (error: unknown) => error,
    );

    return { answer, set: listings.written[0], removed: listings.removed[0] };
  };

  it('has no job any more, but for a call under way whose end is seen to', async () => {
    const lease_until = Date.parse('2026-03-01T12:00:30.000Z');

    expect((await set({}, 'paused')).set).toEqual({
      ...{ status: 'paused', updated_at: '2026-03-01T12:00:00.000Z' },
    });
    const { set: during, removed } = await set(
      { open_attempt: anOpenAttempt(), lease_until },
      'paused',
    );
    expect(during).toMatchObject({ due_at: '2026-03-01T12:00:30.000Z', due_shard: '4' });
    expect(removed).toEqual(
      expect.arrayContaining(['dispatch', 'request_id', 'asked_at', 'parked']),
    );
  });

  it('is sent at once when it is resumed, whatever it waited for', async () => {
    const waited = { status: 'paused', retry_count: 3, retry_after_at: '2026-03-01T13:00:00.000Z' };

    expect((await set(waited as Partial<StoredListing>, 'active')).set).toMatchObject({
      ...{ status: 'active', sync_status: 'pending', dispatch: 'normal' },
      ...{ retry_count: 0, retry_after_at: null, requested_by: user_id },
    });
  });

  it('is resumed in the name of whose replay waits', async () => {
    const [replay_id, requested_by] = [uuidOf(1), uuidOf(2)];

    expect((await set({ status: 'paused', replay_id, requested_by }, 'active')).set).toMatchObject({
      requested_by,
    });
  });

  it.each(['active', 'paused'] as const)('that is %s already is left as it is', async (status) => {
    const { answer, set: written } = await set({ status }, status);

    expect(answer).toMatchObject({ status, revision: 7 });
    expect(written).toBeUndefined();
  });

  it.each(['active', 'paused'] as const)('cannot be made %s of an archived one', async (status) => {
    const { answer } = await set({ status: 'archived' }, status);

    expect(answer).toMatchObject({
      ...{ slug: 'listing-archived', message: expect.stringContaining('Link its unit') },
    });
  });
});

describe('a listing that is not there, or not as expected,', () => {
  it('is not changed', async () => {
    const { deps } = depsWith(new FakeListings({ unit, target }));

    await expect(commands.pause(deps)).rejects.toMatchObject({
      ...{ name: 'NotFoundError', message: expect.stringContaining('no such listing') },
    });
  });

  it('is not changed by who has read an older revision', async () => {
    const listings = new FakeListings({ unit, target, listing });
    const change = setListingStatus(
      caller,
      { id: listing.id, status: 'paused', precondition: { match: ['"6"'] } },
      depsWith(listings).deps,
    );

    await expect(change).rejects.toMatchObject({
      ...{ name: 'PreconditionFailedError', message: expect.stringContaining('The listing') },
    });
    expect(listings.written).toEqual([]);
  });

  it('keeps what another listing has taken over', async () => {
    const listings = new FakeListings({ unit, target, listing });
    listings.outcome = 'external-taken';

    await expect(commands.pause(depsWith(listings).deps)).rejects.toMatchObject({
      ...{ slug: 'external-listing-taken' },
    });
    expect(listings.written).toHaveLength(1);
  });
});

describe('archiving', () => {
  it('leaves nothing to be done, and tells others once', async () => {
    const listings = new FakeListings({ unit, target, listing });
    const { deps, published } = depsWith(listings);

    await commands.archive(deps);

    expect(listings.written).toEqual([
      {
        ...{ status: 'archived', sync_status: 'ok', retry_after_at: null, error_message: null },
        updated_at: '2026-03-01T12:00:00.000Z',
      },
    ]);
    expect(listings.removed[0]).toEqual(
      expect.arrayContaining(['due_at', 'replay_id', 'waiting_replays', 'requested_by']),
    );
    expect(published).toEqual(['channel.listing.archived']);
  });

  it('what is archived changes nothing and tells nobody, but may still ask for the removal', async () => {
    const archived = { ...listing, status: 'archived', external_listing_id: '1' } as const;
    const listings = new FakeListings({ unit, target, listing: archived });
    const { deps, published } = depsWith(listings);

    await commands.archive(deps);
    expect(listings.written).toEqual([]);

    await archiveListing(caller, { id: listing.id, remove: true }, deps);
    expect(listings.written).toMatchObject([{ removal_requested: true, requested_by: user_id }]);
    expect(published).toEqual([]);
  });

  it('with removal is refused when there is no target', async () => {
    const known = { ...listing, external_listing_id: '1' };
    const { deps } = depsWith(new FakeListings({ listing: known }));

    await expect(
      archiveListing(caller, { id: listing.id, remove: true }, deps),
    ).rejects.toMatchObject({
      ...{ slug: 'target-deleted', message: expect.stringContaining('without removing it') },
    });
  });
});

describe('archiving with removal', () => {
  it('is refused when the target is deleted, since nothing could remove it; without removal it is not', async () => {
    const deleted = { ...target, deleted_at: '2026-06-01T00:00:00.000Z' };
    const known = { ...listing, external_listing_id: '1' };
    const listings = new FakeListings({ target: deleted, listing: known });
    const { deps } = depsWith(listings);
    const archive = (remove: boolean) => archiveListing(caller, { id: listing.id, remove }, deps);

    await expect(archive(true)).rejects.toMatchObject({ slug: 'target-deleted' });
    expect(listings.written).toEqual([]);

    expect(await archive(false)).toMatchObject({ status: 'archived' });
  });

  it.each([
    { state: 'is known outside', over: { external_listing_id: '1' }, removal: true },
    { state: 'may be known outside', over: { remote_unclear: true }, removal: true },
    { state: 'is being sent', over: { open_attempt: anOpenAttempt() }, removal: true },
    { state: 'was never sent', over: {}, removal: undefined },
  ])('asks for a removal when the listing $state: $removal', async ({ over, removal }) => {
    const listings = new FakeListings({ target, listing: { ...listing, ...over } });
    const { deps } = depsWith(listings);

    await archiveListing(caller, { id: listing.id, remove: true }, deps);

    expect(listings.written).toHaveLength(1);
    expect(listings.written[0]).toMatchObject({ status: 'archived' });
    const [set] = listings.written;
    expect([set?.removal_requested, set?.dispatch]).toEqual(
      removal ? [true, 'normal'] : [undefined, undefined],
    );
  });
});
