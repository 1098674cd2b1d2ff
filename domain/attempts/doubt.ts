import type { CallOutcome } from '../channel/channel.ts';
import { toTimestamp } from '../common/time.ts';
import { dueShard } from '../listings/due.ts';
import type { StoredListing } from '../listings/listing.ts';
import { type ListingChanges, mergeChanges } from '../listings/listing-changes.ts';
import type { Attempt } from './attempt.ts';

/*
 * A write without a clear answer may still be applied by the channel for a while after we have stopped to wait for it. Until
 * `doubt_until` nothing the channel shows or has accepted since is the last word.
 */

/** Until when (epoch ms) a write of the listing may still be applied; 0 when none is in doubt. */
export function doubtEnd({ doubt_until = 0 }: StoredListing): number {
  return doubt_until;
}

/** What an attempt that was not accepted leaves in doubt. `now`: when it ended (epoch ms). */
export function doubtAfter(attempt: Attempt, outcome: CallOutcome, now: number): ListingChanges {
  return isSettled(outcome)
    ? doubtBefore(attempt.opened)
    : { set: { doubt_until: now + attempt.late_ms }, remove: [] };
}

/** A new one is looked for before it is made, whatever has become of the call for the one that was forgotten. */
export function doubtLeft(
  attempt: Attempt,
  outcome: CallOutcome,
  { current, now }: { current: StoredListing; now: number },
): ListingChanges {
  const doubt = doubtAfter(attempt, outcome, now);
  const look: ListingChanges = { set: { remote_unclear: true }, remove: [] };

  return isForgotten(attempt, current) ? mergeChanges(doubt, look) : doubt;
}

/** Whether somebody has had the external listing forgotten during the call, to publish it anew. */
export function isForgotten({ opened }: Attempt, { external_listing_id }: StoredListing): boolean {
  return external_listing_id !== opened.external_listing_id;
}

/** As if the attempt had never been made: what is in doubt of earlier ones stays so. */
export function doubtBefore({ doubt_until, remote_unclear }: StoredListing): ListingChanges {
  return {
    set: doubt_until === undefined ? {} : { doubt_until },
    remove: [
      ...(doubt_until === undefined ? (['doubt_until'] as const) : []),
      ...(remote_unclear === true ? [] : (['remote_unclear'] as const)),
    ],
  };
}

/**
 * After a success nothing is in doubt, unless it was made so early that an older write may still be applied over it: then it is sent once
 * more when that is over, for which the listing is due.
 */
export function doubtOver({ opened, open, operation }: Attempt): ListingChanges {
  const end = doubtEnd(opened);
  const isEarly = operation !== 'delete' && Date.parse(open.started_at) < end;

  return isEarly
    ? { set: { doubt_until: end, confirm_at: end }, remove: ['remote_unclear'] }
    : { set: {}, remove: ['remote_unclear', 'doubt_until', 'confirm_at'] };
}

/** What sends the listing once more although nothing has changed; undefined when nothing does. Part of that operation's key. */
export function confirmation({ confirm_at }: StoredListing, now: number): string | undefined {
  return confirm_at !== undefined && confirm_at <= now ? `after-${confirm_at}` : undefined;
}

/** When (epoch ms; Infinity: never) the sweeper has to look at a listing that is in order otherwise, and has no job in any queue. */
export function dueToConfirm({ id }: StoredListing, at = Number.POSITIVE_INFINITY): ListingChanges {
  return at === Number.POSITIVE_INFINITY
    ? { set: {}, remove: ['due_shard', 'due_at', 'parked'] }
    : {
        set: { due_shard: dueShard(id), due_at: toTimestamp(at), parked: true },
        remove: [],
      };
}

/**
 * A definite answer, or a call that never left: neither can be applied later. A limit told by another status than 429, such as a 503 that
 * names a time, may come from behind where the call was acted upon.
 */
export function isSettled(outcome: CallOutcome): boolean {
  if (outcome.kind === 'unclear') return outcome.unsent === true;

  return outcome.kind !== 'rate_limited' || outcome.http_status === 429;
}
