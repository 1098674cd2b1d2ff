import type { SnapshotDeps } from '../../domain/content/snapshot-deps.ts';
import type { StoredListing } from '../../domain/listings/listing.ts';
import type { ListingSurroundings } from '../../domain/listings/listing-store.ts';
import { aListing } from '../builders/stored-listing.ts';
import { aTarget } from '../builders/target.ts';
import { aUnit } from '../builders/unit.ts';
import { FakeChannel } from './fake-channel.ts';
import { FakeListings } from './fake-listings.ts';

/** A listing whose payloads are shown: its unit is at version 3, and each of its versions is kept as a snapshot. */
export class ShownListing {
  readonly channel = new FakeChannel();
  known: ListingSurroundings = { target: aTarget(), unit: aUnit({ version: 3, name: 'third' }) };
  names: Record<number, string> = { 1: 'first', 2: 'second', 3: 'third' };
  reference: Partial<FakeChannel['reference']> = this.channel.reference;
  isSupported = true;
  readonly listing: StoredListing;

  constructor(over: Partial<StoredListing> = {}) {
    this.listing = aListing(over);
  }

  deps(now = 0): SnapshotDeps & { readonly clock: () => number } {
    const { unit } = this.known;

    return {
      clock: () => now,
      listings: new FakeListings({ ...this.known, listing: this.listing }),
      references: { get: async () => this.reference },
      channelFor: async () => (this.isSupported ? this.channel : undefined),
      snapshots: {
        snapshot: async ({ org_id, account_id }, unit_id, version) => {
          const name = this.names[version];
          if (name === undefined || unit === undefined) return undefined;
          return {
            ...{ unit_id, org_id, account_id, version, content: { ...unit, name } },
            ...{ content_hash: 'a'.repeat(64), created_at: unit.created_at, created_by: null },
          };
        },
      },
    };
  }
}
