import type { StoredListing } from '../../domain/listings/listing.ts';
import type { ListingChanges } from '../../domain/listings/listing-changes.ts';
import type {
  ListingStore,
  ListingSurroundings,
  WriteOutcome,
} from '../../domain/listings/listing-store.ts';

/** One listing and what surrounds it. Every write ends with `outcome`, and is kept. */
export class FakeListings implements ListingStore {
  /** Of each write, the attributes it sets. */
  readonly written: Partial<StoredListing>[] = [];
  outcome: WriteOutcome = 'written';
  readonly found: ListingSurroundings;

  constructor(found: ListingSurroundings) {
    this.found = found;
  }

  async get() {
    return this.found.listing;
  }

  async surroundings() {
    return this.found;
  }

  async link(listing: StoredListing) {
    return this.#write(listing);
  }

  async revive(listing: StoredListing) {
    return this.#write(listing);
  }

  async amend(_read: StoredListing, changes: ListingChanges) {
    return this.#write(changes.set);
  }

  async archive(_read: StoredListing, changes: ListingChanges) {
    return this.#write(changes.set);
  }

  #write(what: Partial<StoredListing>): WriteOutcome {
    this.written.push(what);
    return this.outcome;
  }
}
