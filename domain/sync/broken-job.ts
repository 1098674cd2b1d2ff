import { sweepAfterMs } from '../listings/due.ts';
import type { SyncDeps, SyncMessage, Verdict } from './sync-deps.ts';
import { takeOver } from './take-over.ts';

/** A delivery and what became of its listing. */
export interface Judged {
  readonly message: SyncMessage;
  readonly verdict: Verdict;
}

/** A message was handed out as often as its queue allows, and never done: its listing breaks or kills the worker. */
export class WornOutError extends Error {
  override name = 'WornOutError';
}

/** The queues' own limit: what is handed out once more goes to the dead letters. */
export const lastReceive = 10;
/** Between the deliveries of a message that breaks the worker: twice as long each time, up to this (ms). */
const longestBrokenMs = 120_000;
const advice =
  'The system broke on this listing again and again. Change the unit, or retry the listing; if that does not help, the log and the dead letters tell the developers why.';

export function brokenHideMs(receiveCount: number): number {
  return Math.min(longestBrokenMs, 2_000 * 2 ** receiveCount);
}

/**
 * Keeps a listing that breaks the worker at one job: the sweeper does not look while that is tried again, and no more once
 * it is given up. Then operators see an error and what to do.
 */
export async function noteBroken({ message, verdict }: Judged, deps: SyncDeps): Promise<void> {
  if (verdict.kind !== 'broken') return;
  const { job, receive_count } = message;
  try {
    if (receive_count >= lastReceive) {
      await deps.store.giveUp(job, advice);
      await takeOver([job], deps);
    } else await deps.store.hold(job, deps.clock() + brokenHideMs(receive_count) + sweepAfterMs);
  } catch (error) {
    deps.report.trouble('broken-job-not-noted', { listing_id: job.listing_id, error });
  }
}
