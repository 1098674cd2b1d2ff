import type { CallOutcome } from '../channel/channel.ts';
import { toTimestamp } from '../common/time.ts';
import { dueShard, sweepAfterMs } from '../listings/due.ts';
import { foundThere, gone } from '../listings/gone-listing.ts';
import type { StoredListing } from '../listings/listing.ts';
import { type ListingChanges, mergeChanges, noChanges } from '../listings/listing-changes.ts';
import { isWanted } from '../listings/listing-gate.ts';
import type { Outcome } from '../listings/outbound-audit.ts';
import { silentUntil } from '../pacing/silence.ts';
import { atRest } from './at-rest.ts';
import type { Attempt } from './attempt.ts';
import { backoffMs, budget, maxRetries } from './backoff.ts';
import { doubtLeft, doubtOver, isForgotten } from './doubt.ts';
import { confirmed } from './held-fields.ts';
import { isAboutNights, nightsLeft, nightsTold } from './settle-nights.ts';
import { askedAnew, pinDone, untouched, wishesDone } from './wishes.ts';

/** What follows from an attempt: a next look (epoch ms), a silence of the target, fresh credentials, or nothing. */
export type Next =
  | { readonly kind: 'done'; readonly synced: boolean }
  | { readonly kind: 'retry'; readonly at: number }
  | { readonly kind: 'renew' }
  | { readonly kind: 'block'; readonly until: number };

export interface Moment {
  readonly now: number;
  /** Length of the target's rate window: the least wait after a 429 that names no time. */
  readonly window_ms: number;
  readonly random: () => number;
}

/** How the audit row closes. */
export function auditOutcome(outcome: CallOutcome): Outcome {
  if (outcome.kind === 'accepted') return 'success';

  return outcome.kind === 'rate_limited' ? 'rate_limited' : 'failed';
}

/** What the outcome of an attempt asks for next (spec, Outbound Sync step 8). Pure but for `random`. */
export function nextStep(attempt: Attempt, outcome: CallOutcome, moment: Moment): Next {
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'done', synced: true };
    case 'rate_limited': {
      return { kind: 'block', until: silentUntil(outcome.retry_at, moment) };
    }
    case 'unauthorized':
      return { kind: 'renew' };
    case 'missing':
      return { kind: 'done', synced: attempt.operation === 'delete' };
    case 'refused':
      return { kind: 'done', synced: false };
    case 'unclear': {
      const { retries } = budget(attempt.opened, attempt.audit.idempotency_key);
      if (retries >= maxRetries) return { kind: 'done', synced: false };
      return { kind: 'retry', at: moment.now + backoffMs(retries, moment.random) };
    }
  }
}

/** How the listing changes when the attempt closes. `current` may have been written to while the call was under way. */
export function settle(
  attempt: Attempt,
  outcome: CallOutcome,
  context: { next: Next; current: StoredListing; now: number },
): ListingChanges {
  const { next, current, now } = context;
  const isContent = !isAboutNights(attempt);
  const refused = isContent && isContentRefused(outcome);
  const base: ListingChanges = {
    set: {
      updated_at: toTimestamp(now),
      ...(refused ? { refused_version: attempt.audit.unit_version } : {}),
    },
    remove: [
      ...(['lease_until', 'open_attempt'] as const),
      ...(refused || !isContent ? [] : (['refused_version'] as const)),
      ...(isWanted(current) ? [] : finished),
    ],
  };
  if (next.kind === 'done' && next.synced)
    return mergeChanges(
      base,
      isAboutNights(attempt)
        ? nightsTold(attempt, { current, now })
        : succeeded(attempt, outcome, { current, now }),
    );
  if (next.kind === 'done') return mergeChanges(base, failed(attempt, outcome, { current, now }));

  return mergeChanges(base, postponed(attempt, outcome, { next, current, now }));
}

/** The channel dislikes what this version says: somebody has to change the unit. */
function isContentRefused(outcome: CallOutcome): boolean {
  return outcome.kind === 'refused' && outcome.validation;
}

function succeeded(
  attempt: Attempt,
  outcome: CallOutcome,
  context: { current: StoredListing; now: number },
): ListingChanges {
  const { current, now } = context;
  const removal = attempt.operation === 'delete';
  const accepted = outcome.kind === 'accepted' ? outcome.external_listing_id : null;
  const notKept = (outcome.kind === 'accepted' ? outcome.not_kept : undefined) ?? [];
  const held_fields = confirmed(attempt.seals, notKept);
  const holds = Object.keys(held_fields).length > 0;
  const over = doubtOver(attempt);

  return mergeChanges(
    {
      set: {
        external_listing_id: removal ? null : (accepted ?? attempt.opened.external_listing_id),
        last_synced_at: toTimestamp(now),
        last_sync_version: attempt.audit.unit_version,
        last_payload_hash: removal ? null : attempt.payload_hash,
        retry_count: 0,
        retry_after_at: null,
        error_message: null,
        warnings: [...attempt.warnings, ...notKept],
        ...(holds ? { held_fields } : {}),
      },
      remove: [
        ...(holds ? [] : (['held_fields'] as const)),
        ...(removal ? (['removal_requested', 'nights'] as const) : []),
      ],
    },
    over,
    pinDone(attempt, current),
    atRest(attempt, current, over.set.confirm_at),
    removal ? noChanges : foundThere(current, attempt.target.window_key),
    wishesDone(attempt, current, now),
  );
}

function failed(
  attempt: Attempt,
  outcome: CallOutcome,
  context: { current: StoredListing; now: number },
): ListingChanges {
  const { current, now } = context;
  const { retries } = budget(attempt.opened, attempt.audit.idempotency_key);

  const isLeft = attempt.rest.kind === 'due';

  return mergeChanges(
    leftInDoubt(attempt, outcome, { ...context, isOver: true }),
    isLastWord(attempt, current)
      ? {
          set: {
            retry_count: Math.min(maxRetries, retries + 1),
            retry_after_at: null,
            error_message: outcome.error_message,
            ...(isAboutNights(attempt) ? {} : { warnings: [...attempt.warnings] }),
          },
          remove: [],
        }
      : noChanges,
    outcome.kind === 'missing' && !isForgotten(attempt, current)
      ? gone(current, attempt.opened.external_listing_id, outcome.error_message)
      : noChanges,
    untouched(attempt, current) && !isLeft
      ? { set: { sync_status: 'error' }, remove: finished }
      : noChanges,
    isLeft ? noChanges : wishesDone(attempt, current, now),
  );
}

function postponed(
  attempt: Attempt,
  outcome: CallOutcome,
  context: { next: Next; current: StoredListing; now: number },
): ListingChanges {
  const { next, current, now } = context;
  const doubt = leftInDoubt(attempt, outcome, { ...context, isOver: false });
  if (!isLastWord(attempt, current)) return doubt;
  const { retries } = budget(attempt.opened, attempt.audit.idempotency_key);
  const at = next.kind === 'retry' ? next.at : next.kind === 'block' ? next.until : now;
  const limited = next.kind === 'block';

  return mergeChanges(
    doubt,
    {
      set: {
        // Being rate limited or refused by password does not use up the retries.
        retry_count: next.kind === 'retry' ? retries + 1 : retries,
        retry_after_at: at > now ? toTimestamp(at) : null,
        error_message: outcome.error_message,
        due_shard: dueShard(current.id),
        due_at: toTimestamp(Math.max(at, now) + sweepAfterMs),
      },
      remove: [],
    },
    untouched(attempt, current)
      ? { set: { sync_status: limited ? 'rate_limited' : 'pending' }, remove: [] }
      : noChanges,
  );
}

function leftInDoubt(
  attempt: Attempt,
  outcome: CallOutcome,
  context: { current: StoredListing; now: number; isOver: boolean },
): ListingChanges {
  return isAboutNights(attempt)
    ? nightsLeft(attempt, outcome, context)
    : doubtLeft(attempt, outcome, context);
}

/** Whether what follows from a call that was not accepted is for the listing: not once it was paused, archived or asked for anew. */
function isLastWord(attempt: Attempt, current: StoredListing): boolean {
  return isWanted(current) && !askedAnew(attempt, current);
}

const finished = ['due_shard', 'due_at'] as const;
