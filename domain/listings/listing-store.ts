import type { Tenant } from '../common/tenant.ts';
import type { Unit, UnitSnapshot } from '../supply/unit.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { StoredListing } from './listing.ts';
import type { ListingChanges } from './listing-changes.ts';

/** What a decision about a listing may depend on; what does not exist is absent. */
export interface ListingSurroundings {
  readonly target?: StoredTarget | undefined;
  readonly unit?: Unit | undefined;
  readonly listing?: StoredListing | undefined;
  readonly snapshot?: UnitSnapshot | undefined;
}

export interface WantedSurroundings {
  readonly target_id: string;
  readonly unit_id: string;
  readonly listing_id: string;
  /** Version of the snapshot to load as well. */
  readonly version?: number | undefined;
}

/** A listing of a unit; those of a space have none. */
export type UnitListing = StoredListing & { readonly unit_id: string };

/** How a write went. `changed`: what it was decided on is no longer so; `external-taken`: another listing has that external listing. */
export type WriteOutcome = 'written' | 'changed' | 'external-taken';

/** Listings as operators' requests read and write them. Every write raises `revision` and is refused if it was raised since the read. */
export interface ListingStore {
  get(tenant: Tenant, id: string): Promise<StoredListing | undefined>;
  /** One consistent read. */
  surroundings(tenant: Tenant, wanted: WantedSurroundings): Promise<ListingSurroundings>;
  /** A new listing; refused unless its target is active. */
  link(listing: UnitListing): Promise<WriteOutcome>;
  /** Makes the archived listing that was read as `listing` says; refused unless its target is active. */
  revive(
    listing: UnitListing,
    from: { readonly read: StoredListing; readonly changes: ListingChanges },
  ): Promise<WriteOutcome>;
  amend(listing: StoredListing, changes: ListingChanges): Promise<WriteOutcome>;
  /** As `amend`, and the unit's changes no longer reach the listing. */
  archive(listing: StoredListing, changes: ListingChanges): Promise<WriteOutcome>;
}

export interface ListingIds {
  /** A target's listings in the order of their ids, those after one; `more` when there are others behind them. */
  ofTarget(
    tenant: Tenant,
    targetId: string,
    after: string | undefined,
  ): Promise<{ readonly ids: readonly string[]; readonly more: boolean }>;
}

/** Listings as far as their rows can be read; of the others, the ids. */
export interface FoundListings {
  readonly listings: readonly StoredListing[];
  readonly left_out: readonly string[];
}
