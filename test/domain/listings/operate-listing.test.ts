import { describe, expect, it } from 'vitest';
import { archiveListing } from '../../../domain/listings/archive-listing.ts';
import { linkListing } from '../../../domain/listings/link-listing.ts';
import type { ListingDeps } from '../../../domain/listings/listing-deps.ts';
import { setListingStatus } from '../../../domain/listings/pause-listing.ts';
import { retryListing } from '../../../domain/listings/retry-listing.ts';
import { anOpenAttempt } from '../../builders/open-attempt.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { aUnit } from '../../builders/unit.ts';
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
