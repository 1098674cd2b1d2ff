import { judgeAudit } from './oracle/judge-audit.ts';
import { judgeContent } from './oracle/judge-content.ts';
import { judgeListings } from './oracle/judge-listings.ts';
import type { RunRecord, Violation } from './oracle/run-record.ts';

/**
 * Everything that a finished run did wrong, as seen from both ends: what the system says of its listings and attempts,
 * and what the channel received and holds. An empty list means that every promise was kept.
 */
export function judge(run: RunRecord): Violation[] {
  return [
    ...judgeListings(run),
    ...judgeAudit(run),
    ...judgeContent(run),
    ...(run.limit === undefined ? [] : judgeLimit(run, run.limit)),
  ];
}

/** The most calls in any trailing window `(t - windowMs, t]`. Times in ms, in any order. */
export function mostInTrailingWindow(times: readonly number[], windowMs: number): number {
  return Math.max(0, ...trailingWindows(times, windowMs).map(({ count }) => count));
}

/** Every trailing window that holds more than `max` calls, by its last call. */
export function windowViolations(
  times: readonly number[],
  max: number,
  windowMs: number,
): { until: number; count: number }[] {
  return trailingWindows(times, windowMs).filter(({ count }) => count > max);
}

/** By brute force, since this is what limiters are judged by: a window ends with each call, and its calls are counted. */
function trailingWindows(times: readonly number[], windowMs: number) {
  const sorted = [...times].sort((a, b) => a - b);

  return sorted.map((until, last) => {
    let count = 0;
    for (let i = last; i >= 0; i -= 1) {
      if ((sorted[i] ?? 0) <= until - windowMs) break;
      count += 1;
    }

    return { until, count };
  });
}

/** All calls of an account count, whatever they were for and whatever came of them. */
function judgeLimit(run: RunRecord, limit: NonNullable<RunRecord['limit']>): Violation[] {
  const accounts = Map.groupBy(run.calls, (call) => call.account_id);

  return [...accounts].flatMap(([account, calls]) => {
    const times = calls.map(({ at }) => at);

    return windowViolations(times, limit.max_requests, limit.window_ms).map(({ until, count }) => ({
      kind: 'over-limit',
      listing_id: null,
      message: `account ${account}: ${count} calls in the ${limit.window_ms} ms until ${until}`,
    }));
  });
}
