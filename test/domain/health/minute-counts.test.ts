import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  failuresIn,
  lastMinutes,
  ratio,
  requestsIn,
  startOfLast,
  sumCounts,
  syncsIn,
} from '../../../domain/health/minute-counts.ts';
import { anyAttempts, minutesOf } from '../../builders/minutes.ts';

const now = Date.parse('2026-11-25T02:51:20.000Z');
const hourMs = 3_600_000;

describe('the last minutes', () => {
  it('end with the one under way', () => {
    expect(new Date(startOfLast(1, now)).toISOString()).toBe('2026-11-25T02:51:00.000Z');
    expect(new Date(startOfLast(10, now)).toISOString()).toBe('2026-11-25T02:42:00.000Z');
    expect(startOfLast(10, Date.parse('2026-11-25T02:51:00.000Z'))).toBe(startOfLast(10, now));
  });

  it('hold as many attempts of each kind as ended in them', () => {
    fc.assert(
      fc.property(
        anyAttempts(now - 2 * hourMs, now),
        fc.integer({ min: 1, max: 180 }),
        (all, n) => {
          const within = all.filter(({ at }) => at >= startOfLast(n, now));
          const counts = sumCounts(lastMinutes(minutesOf(all), n, now));

          for (const outcome of ['success', 'failed', 'rate_limited', 'abandoned'] as const)
            expect(counts[outcome]).toBe(within.filter((one) => one.outcome === outcome).length);
          expect(requestsIn(counts)).toBe(within.length);
        },
      ),
    );
  });
});

describe('what is counted as what', () => {
  const counts = { success: 90, failed: 7, rate_limited: 40, abandoned: 3 };

  it('a refused call is a request, and no sync yet; a lost worker is a failure', () => {
    expect([requestsIn(counts), syncsIn(counts), failuresIn(counts)]).toEqual([140, 100, 10]);
  });

  it('no part of nothing', () => {
    expect([ratio(0, 0), ratio(1, 4)]).toEqual([0, 0.25]);
  });
});
