import type { StoredListing } from '../listings/listing.ts';
import { type ListingChanges, mergeChanges, noChanges } from '../listings/listing-changes.ts';
import type { Attempt } from './attempt.ts';
import { dueToConfirm } from './doubt.ts';
import { untouched } from './wishes.ts';

interface Resting extends Pick<Attempt, 'rest' | 'look_at'> {
  /** When (epoch ms) what was accepted is to be sent once more. @default never */
  readonly confirm_at?: number | undefined;
}

/**
 * How a success leaves a listing: in order, or failed as far as another of its parts has failed. Not while that part is still to be sent,
 * nor if the listing was written to meanwhile: what was asked for since is still to be done. `confirm_at`: when (epoch ms) what was
 * accepted is to be sent once more.
 */
export function atRest(
  attempt: Attempt,
  current: StoredListing,
  confirm_at?: number,
): ListingChanges {
  if (!untouched(attempt, current) || attempt.rest.kind === 'due') return noChanges;

  return resting(current, { ...attempt, confirm_at });
}

/** A listing of which nothing is to be sent now: when to look at it again, and whether it is in order. */
export function resting(
  listing: StoredListing,
  { rest, look_at, confirm_at = Number.POSITIVE_INFINITY }: Resting,
): ListingChanges {
  const due = dueToConfirm(listing, Math.min(look_at, confirm_at));

  return rest.kind === 'failed'
    ? mergeChanges(due, { set: { sync_status: 'error', error_message: rest.message }, remove: [] })
    : mergeChanges(due, { set: { sync_status: 'ok' }, remove: [] });
}
