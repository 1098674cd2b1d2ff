import type { StoredListing } from './listing.ts';

/** Attributes to set and to remove in one update of a listing. */
export interface ListingChanges {
  readonly set: Partial<StoredListing>;
  readonly remove: readonly (keyof StoredListing)[];
}

export const noChanges: ListingChanges = { set: {}, remove: [] };

/** All of them in one; of two values for one attribute the later counts, and what is set is not removed. */
export function mergeChanges(...changes: readonly ListingChanges[]): ListingChanges {
  return {
    set: Object.assign({}, ...changes.map((change) => change.set)),
    remove: changes.flatMap((change) => change.remove),
  };
}

/** The listing as it is after a write of those changes. */
export function applied(listing: StoredListing, { set, remove }: ListingChanges): StoredListing {
  const next = { ...listing, ...set, revision: listing.revision + 1 };
  for (const name of remove) if (!(name in set)) Reflect.deleteProperty(next, name);

  return next;
}
