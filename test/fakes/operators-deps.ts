import type { StoredListing } from '../../domain/listings/listing.ts';
import type { ListingChanges } from '../../domain/listings/listing-changes.ts';
import type { ListingCaller, ListingDeps } from '../../domain/listings/listing-deps.ts';
import type { ListingStore, WriteOutcome } from '../../domain/listings/listing-store.ts';
import { uuidOf } from '../builders/uuid-of.ts';
import type { SyncWorld } from './sync-world.ts';

/** What operators' requests need, on the listings that the world's worker works on. */
export function operatorsDeps(world: SyncWorld): ListingDeps {
  let ids = 0;

  return {
    listings: worldListings(world),
    events: { publish: async () => undefined },
    clock: () => world.now,
    newId: () => {
      ids += 1;
      return uuidOf(ids);
    },
    report: () => undefined,
    channelFor: () => world.channel,
  };
}

/** Somebody who may do everything. */
export function anOperator(user_id: string): ListingCaller {
  return { tenant: { org_id: 'demo', account_id: 'main' }, user_id, trace_id: 'a'.repeat(32) };
}

function worldListings({ store }: SyncWorld): ListingStore {
  const amend = async (read: StoredListing, changes: ListingChanges): Promise<WriteOutcome> =>
    (await store.amend(read, changes)) ? 'written' : 'changed';

  return {
    get: async (_tenant, id) => store.listings.get(id),
    surroundings: async (_tenant, { unit_id, listing_id, version }) => ({
      target: store.target,
      unit: store.units.get(unit_id),
      listing: store.listings.get(listing_id),
      snapshot: store.snapshots.get(`${unit_id}#${version}`),
    }),
    amend,
    archive: amend,
    link: () => Promise.reject(new Error('what the world has is linked')),
    revive: (_listing, { read, changes }) => amend(read, changes),
  };
}
