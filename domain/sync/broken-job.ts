import { traceIdToUuid } from '../common/trace.ts';
import { sweepAfterMs } from '../listings/due.ts';
import { closeDeadRows } from './close-dead-rows.ts';
import type { SyncDeps, SyncMessage, Verdict } from './sync-deps.ts';

/** A delivery and what became of its listing. */
export interface Judged {
  readonly message: SyncMessage;
  readonly verdict: Verdict;
}

/** Between the deliveries of a message that breaks the worker: twice as long each time, up to this (ms). */
const longestBrokenMs = 120_000;
/** What a listing says whose job is tried no more, since it broke the workers. */
export const brokenAdvice =
  'The system broke on this listing again and again. Change the unit, or retry the listing; if that does not help, the log and the dead letters tell the developers why.';

export function brokenHideMs(receiveCount: number): number {
  return Math.min(longestBrokenMs, 2_000 * 2 ** receiveCount);
}

/**
 * Keeps a listing that breaks the worker at one job: the sweeper does not look while that is tried again, and no more once
 * it is given up. Then operators see an error and what to do. A message whose end cannot be noted stays in the queue.
 */
export async function noteBroken(judged: Judged, deps: SyncDeps): Promise<Judged> {
  const { message, verdict } = judged;
  const { job, receive_count } = message;
  try {
    if (verdict.kind === 'worn') {
      await deps.store.giveUp(job, brokenAdvice);
      await closeDeadRows([job], deps);
      await deps.watch.mark({ ...job, id: job.target_id }, 'listings');
    }
    if (verdict.kind === 'broken')
      await deps.store.hold(job, deps.clock() + brokenHideMs(receive_count) + sweepAfterMs);

    return judged;
  } catch (error) {
    const trace_id = traceIdToUuid(job.trace_id);
    deps.report.trouble('broken-job-not-noted', {
      ...{ trace_id, listing_id: job.listing_id, error },
    });
    return { message, verdict: { kind: 'broken', error } };
  }
}
