import type { Journal } from '../journal.ts';
import { emptyListing, type StoredListing, storedListingSchema } from './stored-listing.ts';

/** Every account's listings, in memory and in the journal. */
export class ListingStore {
  readonly #journal: Journal;
  readonly #listings = new Map<number, StoredListing>();
  #lastListingId = 40_160;
  #lastRowId = 1_000_000;

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const value of journal.values('listing')) {
      const listing = storedListingSchema.parse(value);
      this.#listings.set(listing.id, listing);
      this.#lastListingId = Math.max(this.#lastListingId, listing.id);
      const rows = [...listing.amenities, ...listing.beds, ...listing.images];
      this.#lastRowId = Math.max(this.#lastRowId, ...rows.map(({ id }) => id));
    }
  }

  /** A new, empty listing that is not kept until it is saved. */
  create(accountId: number, now: number): StoredListing {
    this.#lastListingId += 1;

    return emptyListing(this.#lastListingId, accountId, now);
  }

  /** A copy to work on; undefined also for another account's listing. */
  find(id: number, accountId?: number): StoredListing | undefined {
    const listing = this.#listings.get(id);
    if (listing === undefined) return undefined;
    if (accountId !== undefined && listing.account_id !== accountId) return undefined;

    return structuredClone(listing);
  }

  save(listing: StoredListing): void {
    this.#listings.set(listing.id, structuredClone(listing));
    this.#journal.write('listing', listing.id, listing);
  }

  remove(id: number): void {
    this.#listings.delete(id);
    this.#journal.write('listing', id, undefined);
  }

  /** By id; of one account or of all. Not copies: for reading only. */
  list(accountId?: number): readonly StoredListing[] {
    return [...this.#listings.values()].filter(
      (listing) => accountId === undefined || listing.account_id === accountId,
    );
  }

  nextRowId(): number {
    this.#lastRowId += 1;

    return this.#lastRowId;
  }
}
