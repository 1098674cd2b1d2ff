import type { StoredListing } from '../listings/listing.ts';
import { type ListingChanges, mergeChanges, noChanges } from '../listings/listing-changes.ts';
import type { Attempt } from './attempt.ts';
import { dueToConfirm } from './doubt.ts';
import { untouched } from './wishes.ts';

/**
 * How a success leaves a listing: in order, or failed as far as another of its parts has failed. Not while that part is still to be sent,
 * nor if the listing was written to meanwhile: what was asked for since is still to be done. `confirm_at`: when (epoch ms) what was
 * accepted is to be sent once more.
 */
export function atRest(
  attempt: Attempt,
  current: StoredListing,
  confirm_at = Number.POSITIVE_INFINITY,
): ListingChanges {
  const { rest, look_at } = attempt;
  if (!untouched(attempt, current) || rest.kind === 'due') return noChanges;
  const due = dueToConfirm(current, Math.min(look_at, confirm_at));

  return rest.kind === 'failed'
    ? mergeChanges(due, { set: { sync_status: 'error', error_message: rest.message }, remove: [] })
    : mergeChanges(due, { set: { sync_status: 'ok' }, remove: [] });
}
