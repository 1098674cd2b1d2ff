import { acceptedPart, unsureOf, untold } from '../availability/nights-part.ts';
import type { NightsWork } from '../availability/plan-nights.ts';
import type { CallOutcome } from '../channel/channel.ts';
import { toTimestamp } from '../common/time.ts';
import type { StoredListing } from '../listings/listing.ts';
import { type ListingChanges, mergeChanges, noChanges } from '../listings/listing-changes.ts';
import { atRest } from './at-rest.ts';
import type { Attempt } from './attempt.ts';
import { isSettled } from './doubt.ts';
import { wishesDone } from './wishes.ts';

/** An attempt that is about nights. */
export type NightsAttempt = Attempt & { readonly nights: NightsWork };

export function isAboutNights(attempt: Attempt): attempt is NightsAttempt {
  return attempt.nights !== undefined;
}

/** As if the attempt had never been made. */
export function nightsBefore({ nights }: Pick<StoredListing, 'nights'>): ListingChanges {
  return nights === undefined ? { set: {}, remove: ['nights'] } : { set: { nights }, remove: [] };
}

/** What its nights are from its opening on, so that a crash leaves them so. `until` (epoch ms): when it can be applied no more. */
export function nightsInDoubt({ opened, nights }: NightsAttempt, until: number): ListingChanges {
  return { set: { nights: unsureOf(opened.nights ?? untold, nights.nights, until) }, remove: [] };
}

/** What an attempt that was not accepted leaves in doubt; `isOver`: nor will it be tried again. `now`: when it ended (epoch ms). */
export function nightsLeft(
  attempt: NightsAttempt,
  outcome: CallOutcome,
  { isOver, now }: { readonly isOver: boolean; readonly now: number },
): ListingChanges {
  const { opened, open, late_ms } = attempt;
  const { set, remove } = isSettled(outcome)
    ? nightsBefore(opened)
    : nightsInDoubt(attempt, now + late_ms);
  if (!isOver) return { set, remove };
  const error_message = outcome.error_message ?? 'the channel did not take the nights';

  return {
    set: { nights: { ...(set.nights ?? untold), failed_key: open.idempotency_key, error_message } },
    remove: [],
  };
}

/** The channel has taken the nights; of the listing's content nothing has become known. */
export function nightsTold(
  attempt: NightsAttempt,
  { current, now }: { readonly current: StoredListing; readonly now: number },
): ListingChanges {
  const { opened, open } = attempt;
  const before = opened.nights ?? untold;
  const early = Date.parse(open.started_at) < (before.doubt_until ?? 0);
  const nights = acceptedPart(before, { ...attempt.nights, early });

  return mergeChanges(
    {
      set: {
        ...{ nights, last_synced_at: toTimestamp(now) },
        ...{ retry_count: 0, retry_after_at: null, error_message: null },
      },
      remove: [],
    },
    atRest(attempt, current, nights.confirm_at),
    attempt.rest.kind === 'due' ? noChanges : wishesDone(attempt, current, now),
  );
}
