import { ConflictError, UnprocessableError } from '../errors.ts';
import type { ListingChanges } from '../sync/settle.ts';
import { changeListing } from './change-listing.ts';
import type { StoredListing } from './listing.ts';
import type { ListingCaller, ListingDeps } from './listing-deps.ts';
import type { ListingSurroundings } from './listing-store.ts';
import { requireUnarchived } from './pause-listing.ts';
import { syncAttributes } from './request-sync.ts';
import type { StoredTarget } from './target.ts';

/** The job that was asked for, and the version of the unit it sends. */
export interface RetryResult {
  readonly job_id: string;
  readonly unit_version: number;
}

/**
 * Sends a listing again at once and in any case, with an idempotency key of its own (spec, Manual Retry from Snapshot).
 * An older version is sent from its snapshot and stays until the unit changes again.
 * @throws NotFoundError; ConflictError `listing-archived`, `listing-paused`, `target-inactive`;
 * UnprocessableError `unknown-version`
 */
export async function retryListing(
  caller: ListingCaller,
  { id, unit_version }: { readonly id: string; readonly unit_version?: number | undefined },
  deps: ListingDeps,
): Promise<RetryResult> {
  const job_id = deps.newId();
  let version = 0;
  await changeListing(
    caller.tenant,
    { id },
    {
      get: (tenant, listingId) => deps.listings.get(tenant, listingId),
      write: (listing, changes) => deps.listings.amend(listing, changes),
      decide: async (listing) => {
        requireSyncing(listing);
        const { target_id, unit_id } = listing;
        const found = await deps.listings.surroundings(caller.tenant, {
          target_id,
          unit_id: unit_id ?? id,
          listing_id: id,
          version: unit_version,
        });
        requireActive(found.target);
        const pin = pinned(found, unit_version);
        version = pin.version;
        return retrying(listing, { caller, job_id, pin: pin.changes }, deps);
      },
    },
  );

  return { job_id, unit_version: version };
}

function requireSyncing(listing: StoredListing): void {
  requireUnarchived(listing);
  if (listing.status === 'paused') {
    throw new ConflictError('listing-paused', 'The listing is paused. Resume it instead.');
  }
}

function requireActive(target: StoredTarget | undefined): void {
  if (target?.is_active && target.deleted_at === null) return;

  throw new ConflictError(
    'target-inactive',
    'The target is paused or deleted, so nothing can be sent. Resume it first.',
  );
}

/** The version to send, and what makes the worker send it. */
function pinned(
  { unit, snapshot }: ListingSurroundings,
  wanted: number | undefined,
): { version: number; changes: ListingChanges } {
  const newest = unit?.version ?? 0;
  const isOlder = wanted !== undefined && wanted < newest && snapshot !== undefined;
  if (wanted !== undefined && wanted !== newest && !isOlder) {
    throw new UnprocessableError('unknown-version', 'The unit has no such version.', [
      { path: 'unit_version', message: `must be from 1 to ${newest}` },
    ]);
  }
  return isOlder
    ? {
        version: wanted,
        changes: { set: { pinned_version: wanted, pinned_at_version: newest }, remove: [] },
      }
    : { version: newest, changes: { set: {}, remove: ['pinned_version', 'pinned_at_version'] } };
}

function retrying(
  { id }: StoredListing,
  { caller, job_id, pin }: { caller: ListingCaller; job_id: string; pin: ListingChanges },
  { clock }: ListingDeps,
): ListingChanges {
  const { trace_id, user_id } = caller;

  return {
    set: {
      replay_id: job_id,
      requested_by: user_id,
      retry_count: 0,
      retry_after_at: null,
      error_message: null,
      ...pin.set,
      ...syncAttributes(id, { request_id: job_id, trace_id, now: clock() }, 'priority'),
    },
    remove: pin.remove,
  };
}
