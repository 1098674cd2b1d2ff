import type { StoredListing } from '../listings/listing.ts';
import type { ListingChanges } from '../listings/listing-changes.ts';
import { mergeChanges } from '../listings/listing-changes.ts';
import type { Attempt } from './attempt.ts';
import { doubtBefore } from './doubt.ts';
import { isAboutNights, nightsBefore, nightsInDoubt } from './settle-nights.ts';

/**
 * What opening an attempt writes to its listing: the open audit row, which is the lease.
 * `until`: when others may take the listing over (epoch ms).
 */
export function leased(attempt: Attempt, until: number): ListingChanges {
  const { open, late_ms } = attempt;

  return mergeChanges(
    {
      set: {
        open_attempt: open,
        lease_until: until,
        attempt_key: open.idempotency_key,
        attempt_count: open.retry_attempt + 1,
        attempt_number: open.number,
      },
      remove: ['dispatch', 'parked'],
    },
    // Until an answer says otherwise, so that a crash leaves it so.
    isAboutNights(attempt)
      ? nightsInDoubt(attempt, until + late_ms)
      : contentInDoubt(attempt, until + late_ms),
  );
}

function contentInDoubt({ unsent_fields }: Attempt, doubt_until: number): ListingChanges {
  return {
    set: {
      remote_unclear: true,
      doubt_until,
      // Whatever the answer, the channel may have the others from now on.
      ...(unsent_fields && { unsent_fields: [...unsent_fields] }),
    },
    remove: ['look'],
  };
}

/** What takes an attempt back whose call was never made: nothing has become unclear, and its number is free. */
export function withdrawn(attempt: Attempt): ListingChanges {
  const { open, opened } = attempt;
  const { look } = opened;
  const before = isAboutNights(attempt) ? nightsBefore(opened) : doubtBefore(opened);

  return mergeChanges(before, {
    set: {
      attempt_count: open.retry_attempt,
      attempt_number: open.number - 1,
      ...(look === undefined ? {} : { look }),
    },
    remove: ['lease_until', 'open_attempt'],
  });
}

/**
 * What closing the row of a dead worker changes: the lease is over, the doubt stays. `isOver`: nothing more is to be sent. One
 * that was given up because it broke its workers begins anew with its next job, which is a new try.
 */
export function abandoned(
  { sync_status, open_attempt }: StoredListing,
  isOver: boolean,
): ListingChanges {
  const givenUp = sync_status === 'error' && open_attempt !== undefined;

  return {
    set: {},
    remove: [
      ...(['lease_until', 'open_attempt'] as const),
      ...(isOver ? (['due_shard', 'due_at', 'parked'] as const) : []),
      ...(givenUp ? (['attempt_key'] as const) : []),
    ],
  };
}
