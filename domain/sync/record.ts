import type { Attempt } from '../attempts/attempt.ts';
import { listingEvent } from '../attempts/listing-event.ts';
import { lookAgainIfLacking } from '../attempts/look-again.ts';
import { auditOutcome, type Next, settle } from '../attempts/settle.ts';
import type { CallOutcome } from '../channel/channel.ts';
import { toTimestamp } from '../common/time.ts';
import type { StoredListing } from '../listings/listing.ts';
import { applied } from '../listings/listing-changes.ts';
import { finished, type Pass } from './pass.ts';
import type { JobEnding, Verdict } from './sync-deps.ts';

/** An attempt whose call was made: when it began and ended (epoch ms), what it came to, and what follows. */
export interface Answered {
  readonly attempt: Attempt;
  readonly outcome: CallOutcome;
  readonly next: Next;
  readonly began: number;
  readonly now: number;
}

/** Closes the attempt's audit row and settles its listing, which is returned; undefined when another worker has closed the row. */
export async function record(
  { attempt, outcome, next, began, now }: Answered,
  pass: Pass,
): Promise<StoredListing | undefined> {
  const { deps, target } = pass;
  const closing = {
    outcome: auditOutcome(outcome),
    http_status: outcome.http_status,
    completed_at: toTimestamp(now),
    duration_ms: Math.max(0, Math.round(now - began)),
    response_excerpt: outcome.response_excerpt,
    error_message: outcome.error_message,
  };
  const isOver = next.kind === 'done' && !(next.synced && attempt.rest.kind === 'due');
  const ending = isOver ? endingOf(attempt, next.synced, now) : undefined;
  let settled: StoredListing | undefined;
  const isClosed = await deps.store.close(attempt, { ...closing, ending }, (current) => {
    const changes = lookAgainIfLacking(settle(attempt, outcome, { next, current, now }), {
      ...{ listing_id: current.id, now },
      reference: pass.connected.reference,
    });
    settled = applied(current, changes);
    return changes;
  });
  deps.report.called(target, attempt, closing);
  if (!isClosed) return undefined;
  if (ending !== undefined) {
    deps.report.finished(target, ending);
    tell(attempt, { ...outcome, synced: ending.state === 'success' }, pass);
  }

  return settled;
}

/**
 * A refusal that turned out to be the listing's own, once it is on record: a definite no like any other. `recorded`: the
 * listing as the record left it.
 */
export async function refuseListing(
  { attempt, outcome, now }: Answered,
  recorded: StoredListing | undefined,
  pass: Pass,
): Promise<Verdict> {
  const { store, clock } = pass.deps;
  const refused: CallOutcome = { ...outcome, kind: 'refused', validation: false };
  const amended =
    recorded !== undefined &&
    (await store.amend(
      recorded,
      settle(attempt, refused, {
        next: { kind: 'done', synced: false },
        // The record was a write of our own.
        current: { ...recorded, revision: recorded.revision - 1 },
        now,
      }),
    ));
  // Somebody has asked for something meanwhile.
  if (!amended) return { kind: 'wait', until: clock() };
  finished(pass, endingOf(attempt, false, now));
  tell(attempt, { ...outcome, synced: false }, pass);

  return { kind: 'done' };
}

function tell(
  attempt: Attempt,
  ending: { readonly synced: boolean; readonly error_message: string | null },
  { deps, events }: Pass,
): void {
  const now = deps.clock();
  if (!ending.synced || deps.announces_synced)
    events.push(listingEvent(attempt.audit, { ...ending, now }));
}

/** `now`: when its last call ended (epoch ms). */
function endingOf({ operation, opened }: Attempt, synced: boolean, now: number): JobEnding {
  const { asked_at } = opened;

  return {
    action: operation,
    state: synced ? 'success' : 'failed',
    latency_ms: asked_at === undefined ? null : Math.max(0, now - Date.parse(asked_at)),
  };
}
