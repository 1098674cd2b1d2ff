import { describe, expect, it } from 'vitest';
import { endListings } from '../../../domain/listings/end-listings.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { ListingChanges } from '../../../domain/listings/listing-changes.ts';
import { anOpenAttempt } from '../../builders/open-attempt.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { uuidOf } from '../../builders/uuid-of.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const target = { ...tenant, id: aListing().target_id };

/** Ends the listings of a target, which come in pages of two; each page takes a second. */
async function end(overs: readonly Partial<StoredListing>[], withinMs = 60_000) {
  const listings = new Map(
    overs.map((over, i) => [uuidOf(i), aListing({ id: uuidOf(i), revision: 1, ...over })]),
  );
  const ids = [...listings.keys()];
  let [now, pages] = [0, 0];
  const done = await endListings(target, withinMs, {
    clock: () => now,
    listings: {
      ofTarget: async (_tenant, _target, after) => {
        now += 1_000;
        pages += 1;
        const left = ids.slice(after === undefined ? 0 : ids.indexOf(after) + 1);
        return { ids: left.slice(0, 2), more: left.length > 2 };
      },
      get: async (_tenant, id) => listings.get(id),
      archive: async (read, { set, remove }: ListingChanges) => {
        const next = { ...read, ...set, revision: read.revision + 1 };
        for (const name of remove) if (!(name in set)) delete next[name];
        listings.set(read.id, next);
        return 'written';
      },
    },
  });

  return { done, pages, listings: [...listings.values()] };
}

describe('the listings of a deleted target', () => {
  it('are archived, and stay at the channel as they are', async () => {
    const { done, listings } = await end([
      { external_listing_id: '1', due_at: new Date(0).toISOString(), due_shard: '9' },
      { status: 'paused' },
      { status: 'error', sync_status: 'error' },
    ]);

    expect(done).toBe(true);
    for (const listing of listings) {
      expect(listing).toMatchObject({
        ...{ status: 'archived', sync_status: 'ok' },
        error_message: expect.stringContaining('stays at the channel'),
      });
      expect(listing).not.toHaveProperty('due_at');
    }
    expect(listings[0]?.external_listing_id).toBe('1');
  });

  it('are in error when their removal was still to be made, and say who has to make it', async () => {
    const { listings } = await end([{ status: 'archived', removal_requested: true }]);

    expect(listings).toMatchObject([
      { sync_status: 'error', error_message: expect.stringContaining('by hand') },
    ]);
    expect(listings[0]).not.toHaveProperty('removal_requested');
  });

  it('are left as they are when they were archived before, however often that is done', async () => {
    const { listings } = await end([{ status: 'archived', error_message: 'as it was' }]);

    expect(listings).toMatchObject([{ error_message: 'as it was', revision: 1 }]);
  });

  it('are looked at once more when the call is over that was under way', async () => {
    const { listings } = await end([{ open_attempt: anOpenAttempt(), lease_until: 60_000 }]);

    expect(listings).toMatchObject([{ due_at: new Date(60_000).toISOString(), due_shard: '9' }]);
  });

  it.each([
    { withinMs: 60_000, pages: 3, done: true },
    { withinMs: 1_000, pages: 2, done: false },
    { withinMs: 0, pages: 1, done: false },
  ])(
    'take $pages pages when there are $withinMs ms for them, the first in any case',
    async ({ withinMs, ...expected }) => {
      const { done, pages, listings } = await end([{}, {}, {}, {}, {}], withinMs);

      expect({ done, pages }).toEqual(expected);
      const ended = listings.filter(({ status }) => status === 'archived').length;
      expect(ended).toBe(Math.min(5, 2 * pages));
    },
  );
});
