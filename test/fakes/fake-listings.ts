import { type StoredListing, storedListingSchema } from '../../domain/listings/listing.ts';
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
  /** Of each write, the attributes it removes. */
  readonly removed: (readonly string[])[] = [];
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

  async link(set: StoredListing) {
    return this.#write({ set, remove: [] });
  }

  async revive(_listing: StoredListing, { changes }: { changes: ListingChanges }) {
    return this.#write(changes);
  }

  async amend(_read: StoredListing, changes: ListingChanges) {
    return this.#write(changes);
  }

  async archive(_read: StoredListing, changes: ListingChanges) {
    return this.#write(changes);
  }

  #write({ set, remove }: ListingChanges): WriteOutcome {
    for (const name of remove) storedListingSchema.keyof().parse(name);
    this.written.push(set);
    this.removed.push(remove);
    return this.outcome;
  }
}
