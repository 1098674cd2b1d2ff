import { ConflictError } from '../common/errors.ts';
import { toTimestamp } from '../common/time.ts';
import { changeListing, type ListingRef } from './change-listing.ts';
import { dueForOpenRow } from './due.ts';
import type { StoredListing } from './listing.ts';
import type { ListingChanges } from './listing-changes.ts';
import { announceListing, type ListingCaller, type ListingDeps } from './listing-deps.ts';
import { jobAttributes, syncAttributes } from './request-sync.ts';

/**
 * Ends the distribution of a listing; its row and history stay (spec, Business Rule 9). With `remove` the external
 * listing is deleted as well, by a job. Archiving what is archived changes nothing, but may still ask for the removal.
 * @throws NotFoundError @throws PreconditionFailedError @throws ConflictError `target-deleted`
 */
export async function archiveListing(
  caller: ListingCaller,
  { remove, ...ref }: ListingRef & { readonly remove: boolean },
  deps: ListingDeps,
): Promise<StoredListing> {
  let ended = false;
  const listing = await changeListing(caller.tenant, ref, {
    get: (tenant, id) => deps.listings.get(tenant, id),
    write: (read, changes) => deps.listings.archive(read, changes),
    decide: async (read) => {
      ended = read.status !== 'archived';
      if (remove && mayExistOutside(read)) {
        await requireTarget(read, deps);
        return removing(read, caller, deps);
      }
      return ended ? leaving(read, deps.clock()) : undefined;
    },
  });
  if (ended) await announceListing('channel.listing.archived', listing, { caller, deps });

  return listing;
}

/** Without a target there are no credentials to remove anything with. @throws ConflictError */
async function requireTarget(
  { target_id, unit_id, id, ...tenant }: StoredListing,
  { listings }: ListingDeps,
): Promise<void> {
  const wanted = { target_id, unit_id: unit_id ?? id, listing_id: id };
  const { target } = await listings.surroundings(tenant, wanted);
  if (target?.deleted_at === null) return;

  throw new ConflictError(
    'target-deleted',
    'The target is deleted, so nothing can be removed from the channel. Archive the listing without removing it.',
  );
}

/** What operators asked for and nobody will get any more. */
const wishes = [
  'replay_id',
  'waiting_replays',
  'resync_id',
  'resync_by',
  'pinned_version',
  'pinned_at_version',
] as const;

/** A call that is under way or whose answer never came may have made an external listing that we have no id of yet. */
function mayExistOutside(listing: StoredListing): boolean {
  return (
    listing.external_listing_id !== null ||
    listing.remote_unclear === true ||
    listing.open_attempt !== undefined
  );
}

function removing(
  listing: StoredListing,
  { trace_id, user_id }: ListingCaller,
  { clock, newId }: ListingDeps,
): ListingChanges {
  return {
    set: {
      status: 'archived',
      removal_requested: true,
      requested_by: user_id,
      retry_count: 0,
      retry_after_at: null,
      error_message: null,
      ...syncAttributes(listing, { request_id: newId(), trace_id, now: clock() }),
    },
    remove: wishes,
  };
}

/** Nothing is outstanding any more. */
export function leaving(listing: StoredListing, now: number): ListingChanges {
  return {
    set: {
      status: 'archived',
      sync_status: 'ok',
      retry_after_at: null,
      error_message: null,
      updated_at: toTimestamp(now),
      ...dueForOpenRow(listing),
    },
    remove: [...jobAttributes, ...wishes, 'requested_by'],
  };
}
