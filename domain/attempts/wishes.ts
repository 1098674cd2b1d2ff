import type { StoredListing } from '../listings/listing.ts';
import type { ListingChanges } from '../listings/listing-changes.ts';
import { mergeChanges, noChanges } from '../listings/listing-changes.ts';
import { nextReplay } from '../listings/replay.ts';
import type { Attempt } from './attempt.ts';

/*
 * What people and units ask for while a call is under way must outlive it: an attempt takes away only what it was opened with.
 * `current` is the listing as the closing attempt finds it.
 */

/** Nobody has asked for anything since the attempt was opened (opening itself is one write). */
export function untouched({ opened }: Attempt, current: StoredListing): boolean {
  return current.revision === opened.revision + 1;
}

/** An operator has asked for a sync since, which is to be made at once, whatever has become of this attempt. */
export function askedAnew({ opened }: Attempt, current: StoredListing): boolean {
  return current.request_id !== undefined && current.request_id !== opened.request_id;
}

/** What operators asked for and this attempt has answered; the replay that waits behind it has its turn. `now`: epoch ms. */
export function wishesDone(attempt: Attempt, current: StoredListing, now: number): ListingChanges {
  const { opened, replay_id } = attempt;
  const replayed = replay_id !== undefined && current.replay_id === replay_id;
  const requested = opened.request_id !== undefined && current.request_id === opened.request_id;
  const resynced = opened.resync_id !== undefined && current.resync_id === opened.resync_id;

  return mergeChanges(
    { set: {}, remove: replayed ? ['replay_id', 'requested_by'] : [] },
    { set: {}, remove: requested ? ['request_id', 'requested_by'] : [] },
    { set: {}, remove: resynced ? ['resync_id', 'resync_by'] : [] },
    stillAsked(attempt, current),
    replayed ? (nextReplay(current, now) ?? noChanges) : noChanges,
  );
}

/** The pin that the unit's newest version has gone over, not one set while that was on its way. */
export function pinDone({ opened, newest }: Attempt, current: StoredListing): ListingChanges {
  const same =
    current.pinned_version === opened.pinned_version &&
    current.pinned_at_version === opened.pinned_at_version;

  return newest && same ? { set: {}, remove: ['pinned_version', 'pinned_at_version'] } : noChanges;
}

/** What was asked for since the attempt was opened has not waited for longer than that. */
function stillAsked(attempt: Attempt, current: StoredListing): ListingChanges {
  const { opened, open } = attempt;
  if (untouched(attempt, current)) return { set: {}, remove: ['asked_at'] };

  return current.asked_at === undefined || current.asked_at !== opened.asked_at
    ? noChanges
    : { set: { asked_at: open.started_at }, remove: [] };
}
