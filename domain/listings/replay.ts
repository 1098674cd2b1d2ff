import type { StoredListing, WaitingReplay } from './listing.ts';
import type { ListingChanges } from './listing-changes.ts';
import { syncAttributes } from './request-sync.ts';

/** Replays of one listing that may wait behind the one to be sent. More in a row are a script gone wrong. */
export const mostWaitingReplays = 10;

/**
 * Makes a replay the one to be sent next. Its id is the job's, and part of its idempotency key, so that neither the queue
 * nor the worker takes it for work already done. `now`: epoch ms.
 */
export function replayChanges(
  listing: Pick<StoredListing, 'id' | 'status' | 'asked_at'>,
  replay: WaitingReplay,
  now: number,
): ListingChanges {
  const { id, requested_by, trace_id, pinned_version, pinned_at_version } = replay;
  const isPinned = pinned_version !== undefined;
  const job = syncAttributes(listing, { request_id: id, trace_id, now }, 'priority');

  return {
    set: {
      replay_id: id,
      requested_by,
      retry_count: 0,
      retry_after_at: null,
      ...(isPinned ? { pinned_version, pinned_at_version } : {}),
      // Of a listing paused meanwhile no job is made: resuming it makes one.
      ...(listing.status === 'paused' ? {} : job),
    },
    remove: isPinned ? [] : ['pinned_version', 'pinned_at_version'],
  };
}

/** The turn of the replay that waits behind the one just done; undefined when none does. */
export function nextReplay(listing: StoredListing, now: number): ListingChanges | undefined {
  const [next, ...rest] = listing.waiting_replays ?? [];
  if (next === undefined) return undefined;
  const { set, remove } = replayChanges(listing, next, now);

  return rest.length === 0
    ? { set, remove: [...remove, 'waiting_replays'] }
    : { set: { ...set, waiting_replays: rest }, remove };
}
