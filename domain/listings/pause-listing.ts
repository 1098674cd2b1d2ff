import { ConflictError } from '../common/errors.ts';
import { toTimestamp } from '../common/time.ts';
import { changeListing, type ListingRef } from './change-listing.ts';
import { dueForOpenRow } from './due.ts';
import type { StoredListing } from './listing.ts';
import type { ListingChanges } from './listing-changes.ts';
import type { ListingCaller, ListingDeps } from './listing-deps.ts';
import { jobAttributes, syncAttributes } from './request-sync.ts';

/**
 * Pauses a listing, so that no call is made for it, or resumes it, so that the channel gets what changed meanwhile.
 * @throws NotFoundError @throws PreconditionFailedError @throws ConflictError `listing-archived`
 */
export function setListingStatus(
  caller: ListingCaller,
  { status, ...ref }: ListingRef & { readonly status: 'active' | 'paused' },
  deps: ListingDeps,
): Promise<StoredListing> {
  return changeListing(caller.tenant, ref, {
    get: (tenant, id) => deps.listings.get(tenant, id),
    write: (listing, changes) => deps.listings.amend(listing, changes),
    decide: (listing) => {
      requireUnarchived(listing);
      if (listing.status === status) return undefined;
      return status === 'paused' ? pausing(listing, deps.clock()) : resuming(listing, caller, deps);
    },
  });
}

/** @throws ConflictError `listing-archived` */
export function requireUnarchived({ status }: StoredListing): void {
  if (status !== 'archived') return;

  throw new ConflictError(
    'listing-archived',
    'The listing is archived. Link its unit to the target again to bring it back.',
  );
}

function pausing(listing: StoredListing, now: number): ListingChanges {
  return {
    set: { status: 'paused', updated_at: toTimestamp(now), ...dueForOpenRow(listing) },
    remove: jobAttributes,
  };
}

function resuming(
  listing: StoredListing,
  { trace_id, user_id }: ListingCaller,
  { clock, newId }: ListingDeps,
): ListingChanges {
  return {
    set: {
      status: 'active',
      // A replay that was asked for before is still its operator's.
      requested_by: listing.replay_id === undefined ? user_id : listing.requested_by,
      retry_count: 0,
      retry_after_at: null,
      ...syncAttributes(listing, { request_id: newId(), trace_id, now: clock() }),
    },
    remove: [],
  };
}
