import fc from 'fast-check';
import { latencyBin, sumLatencies } from '../../domain/health/latency-histogram.ts';
import type { AttemptCounts, MinuteCounts } from '../../domain/health/minute-counts.ts';

/** An attempt that has ended, `at` epoch ms. */
export interface EndedAttempt {
  readonly at: number;
  readonly outcome: keyof AttemptCounts;
  /** Null of an abandoned one. */
  readonly ms: number | null;
}

/** The attempts counted by the minute, one after the other and in the simplest way. */
export function minutesOf(attempts: readonly EndedAttempt[]): MinuteCounts[] {
  const minutes = new Map<number, MinuteCounts>();
  for (const { at, outcome, ms } of attempts) {
    const start = Math.floor(at / 60_000) * 60_000;
    const minute = minutes.get(start) ?? anEmptyMinute(start);
    const ended = new Date(at).toISOString();
    minutes.set(start, {
      ...minute,
      [outcome]: minute[outcome] + 1,
      latencies: sumLatencies([
        minute.latencies,
        new Map(ms === null ? [] : [[latencyBin(ms), 1]]),
      ]),
      last_success_at: outcome === 'success' ? ended : minute.last_success_at,
    });
  }
  return [...minutes.values()];
}

function anEmptyMinute(start: number): MinuteCounts {
  return {
    ...{ start, success: 0, failed: 0, rate_limited: 0, abandoned: 0 },
    ...{ latencies: new Map(), last_success_at: null },
    reads: { success: 0, failed: 0, rate_limited: 0 },
  };
}

/** So many attempts that end at one moment, each the same: successes that took 400 ms unless said otherwise. */
export function attempts(
  count: number,
  at: number,
  over: Partial<Omit<EndedAttempt, 'at'>> = {},
): EndedAttempt[] {
  return Array.from({ length: count }, () => ({ at, outcome: 'success', ms: 400, ...over }));
}

/** Any attempts that end between two moments (epoch ms). */
export function anyAttempts(from: number, to: number): fc.Arbitrary<EndedAttempt[]> {
  const outcome = fc.constantFrom('success' as const, 'failed' as const, 'rate_limited' as const);
  const at = fc.integer({ min: from, max: to });

  return fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ at, outcome, ms: fc.integer({ min: 1, max: 61_000 }) }) },
      fc.record({ at, outcome: fc.constant('abandoned' as const), ms: fc.constant(null) }),
    ),
    { maxLength: 60 },
  );
}
