import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyLog, reserve } from '../../domain/pacing/window.ts';
import { mostInTrailingWindow, windowViolations } from '../../local/oracle.ts';

const max = 12;
const windowMs = 10_000;

/** Starts that a limiter gives to calls which arrive at these times, each waiting where it must. */
type Limiter = (arrivals: readonly number[]) => number[];

/** Counts from the first call of each window and then begins afresh, as queue libraries commonly do. */
const fixedWindow: Limiter = (arrivals) => {
  let opened = Number.NEGATIVE_INFINITY;
  let used = 0;
  let last = 0;

  return arrivals.map((arrival) => {
    let start = Math.max(arrival, last);
    if (start >= opened + windowMs) {
      opened = start;
      used = 0;
    } else if (used === max) {
      start = opened + windowMs;
      opened = start;
      used = 0;
    }
    used += 1;
    last = start;

    return start;
  });
};

const exactLog: Limiter = (arrivals) => {
  const limits = [{ max_weight: max, window_ms: windowMs }];
  const policy = { limits, margin_ms: 0, clock_ms: 0, min_gap_ms: 0 };
  let log = emptyLog;

  return arrivals.flatMap((now) => {
    const until = Number.POSITIVE_INFINITY;
    const reserved = reserve(log, { policy, now, count: 1, kind: 'live', until });
    log = reserved.log;

    return reserved.starts;
  });
};

/** One early call, then a flood just before its window ends: what a fixed window cannot stand. */
const floodAfterOne = [0, ...Array.from({ length: 60 }, () => 9_900)];

describe('mostInTrailingWindow', () => {
  it.each([
    { times: [], most: 0 },
    { times: [5], most: 1 },
    { times: [0, 10_000], most: 1 },
    { times: [0, 9_999.9], most: 2 },
    { times: [20_000, 1, 0, 2, 20_001], most: 3 },
    { times: [7, 7, 7], most: 3 },
  ])('$times has at most $most', ({ times, most }) => {
    expect(mostInTrailingWindow(times, windowMs)).toBe(most);
  });
});

describe('windowViolations', () => {
  it('convicts a fixed-window limiter', () => {
    const starts = fixedWindow(floodAfterOne);

    expect(mostInTrailingWindow(starts, windowMs)).toBe(23);
    expect(windowViolations(starts, max, windowMs)[0]).toEqual({ until: 10_000, count: 13 });
  });

  it('acquits an exact log, and finds it used to the full', () => {
    const starts = exactLog(floodAfterOne);

    expect(starts).toHaveLength(floodAfterOne.length);
    expect(windowViolations(starts, max, windowMs)).toEqual([]);
    expect(mostInTrailingWindow(starts, windowMs)).toBe(max);
  });

  it('acquits an exact log whatever arrives', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 80 });

    fc.assert(
      fc.property(gaps, (list) => {
        let now = 0;
        const arrivals = list.map((gap) => {
          now += gap;

          return now;
        });
        expect(windowViolations(exactLog(arrivals), max, windowMs)).toEqual([]);
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});
