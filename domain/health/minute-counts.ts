import type { OutboundAudit } from '../listings/outbound-audit.ts';
import type { LatencyHistogram } from './latency-histogram.ts';

/** Attempts by how they ended. */
export type AttemptCounts = Readonly<Record<Exclude<OutboundAudit['outcome'], 'open'>, number>>;

/** Calls that are no writes, such as look-ups and checks, by how they ended. */
export type ReadCounts = Readonly<Record<'success' | 'failed' | 'rate_limited', number>>;

/** The attempts at a target that ended in one minute, and the reads that were recorded in it. */
export interface MinuteCounts extends AttemptCounts {
  readonly reads: ReadCounts;
  /** Begin of the minute, epoch ms. */
  readonly start: number;
  /** Empty where only the counts were asked for. */
  readonly latencies: LatencyHistogram;
  readonly last_success_at: string | null;
}

export const minuteMs = 60_000;

/**
 * When the minutes begin that "the last `minutes` minutes" stands for (epoch ms): the minute under way is one of them. Counts
 * are kept by the minute, so that a rolling window moves by the minute.
 */
export function startOfLast(minutes: number, now: number): number {
  return now - (now % minuteMs) - (minutes - 1) * minuteMs;
}

/** Those of the minutes that belong to the last `length` ones. */
export function lastMinutes<T extends { readonly start: number }>(
  minutes: readonly T[],
  length: number,
  now: number,
): T[] {
  const from = startOfLast(length, now);

  return minutes.filter(({ start }) => start >= from);
}

export function sumCounts(parts: readonly AttemptCounts[]): AttemptCounts {
  const sum = { success: 0, failed: 0, rate_limited: 0, abandoned: 0 };
  for (const part of parts) {
    sum.success += part.success;
    sum.failed += part.failed;
    sum.rate_limited += part.rate_limited;
    sum.abandoned += part.abandoned;
  }

  return sum;
}

/** Every attempt's call that was made, or may have been: an abandoned attempt's worker died between the call and the record. */
export function requestsIn(counts: AttemptCounts): number {
  return counts.success + counts.failed + counts.rate_limited + counts.abandoned;
}

/** Every call, reads included, and what the channel had against them. */
export interface CallTotals {
  readonly requests: number;
  readonly rate_limited: number;
  readonly failed_reads: number;
}

export function callsIn(minutes: readonly MinuteCounts[]): CallTotals {
  const totals = { requests: 0, rate_limited: 0, failed_reads: 0 };
  for (const minute of minutes) {
    const { success, failed, rate_limited } = minute.reads;
    totals.requests += requestsIn(minute) + success + failed + rate_limited;
    totals.rate_limited += minute.rate_limited + rate_limited;
    totals.failed_reads += failed;
  }

  return totals;
}

/** Attempts that had a result. One that was told to come later is still to be made. */
export function syncsIn(counts: AttemptCounts): number {
  return counts.success + failuresIn(counts);
}

/** What did not get through, as far as is known. */
export function failuresIn({ failed, abandoned }: AttemptCounts): number {
  return failed + abandoned;
}

/** Part of a whole, 0 to 1; none of nothing. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
