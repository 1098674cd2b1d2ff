import type { Schemas } from '../../http/client.ts';

type Counts = Pick<Schemas['DashboardRow'], 'is_active' | 'block_reason' | 'listings' | 'removals'>;

/** How many listings wait to be sent, or to be removed from the channel. */
export function waitingIn({ listings, removals }: Pick<Counts, 'listings' | 'removals'>): number {
  return listings.pending + listings.rate_limited + removals.waiting;
}

/** Whether what waits is being worked on, so that looking again soon is worth it. */
export function isUnderWay(counts: Counts): boolean {
  return counts.is_active && counts.block_reason === null && waitingIn(counts) > 0;
}

export interface Progress {
  /** The most that have waited since something began to. */
  readonly most: number;
  readonly waiting: number;
}

/** What has become of what waited, looked at again: 0 of `most` wait once it is done, until something new does. */
export function nextProgress(before: Progress, waiting: number): Progress {
  if (waiting === 0) return { most: before.waiting === 0 ? 0 : before.most, waiting: 0 };
  return { most: before.waiting === 0 ? waiting : Math.max(before.most, waiting), waiting };
}
