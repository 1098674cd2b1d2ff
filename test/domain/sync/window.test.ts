import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyLog,
  reserve,
  type WindowLog,
  type WindowPolicy,
  windowPolicy,
} from '../../../domain/sync/window.ts';

interface Ask {
  readonly wait: number;
  readonly count: number;
  readonly kind: 'live' | 'replay';
  readonly weight: number;
}

const asks = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 4_000 }),
    count: fc.integer({ min: 1, max: 12 }),
    kind: fc.constantFrom('live' as const, 'replay' as const),
    weight: fc.constant(1),
  }),
  { maxLength: 60 },
);
const configs = fc.record({
  max_requests: fc.integer({ min: 1, max: 20 }),
  window_seconds: fc.integer({ min: 1, max: 12 }),
});

/** Plays a history of callers, each asking some time after the one before. */
function play(history: readonly Ask[], policy: WindowPolicy, patience = 60_000) {
  let log: WindowLog = emptyLog;
  let now = 1_000_000;
  const calls: { t: number; kind: string; weight: number }[] = [];
  for (const { wait, count, kind, weight } of history) {
    now += wait;
    const result = reserve(log, { policy, now, count, kind, weight, until: now + patience });
    log = result.log;
    calls.push(...result.starts.map((t) => ({ t, kind, weight })));
  }

  return calls;
}

/** The heaviest trailing window, by looking at every one. */
function heaviest(calls: readonly { t: number; weight: number }[], windowMs: number): number {
  const weights = calls.map((last) =>
    calls
      .filter(({ t }) => t <= last.t && t > last.t - windowMs)
      .reduce((sum, { weight }) => sum + weight, 0),
  );

  return Math.max(0, ...weights);
}

describe('invariant 1: never over the limit', () => {
  it('holds in every trailing window of every history, margin included', () => {
    fc.assert(
      fc.property(asks, configs, (history, config) => {
        const policy = windowPolicy(config);
        const span = config.window_seconds * 1000 + policy.margin_ms;

        expect(heaviest(play(history, policy), span)).toBeLessThanOrEqual(config.max_requests);
      }),
      { numRuns: 2_000 },
    );
  });

  it('holds at a receiver behind any delay smaller than the margin', () => {
    fc.assert(
      fc.property(
        asks,
        configs,
        fc.infiniteStream(fc.integer({ min: 0, max: 499 })),
        (history, config, delays) => {
          const calls = play(history, windowPolicy(config));
          const arrived = calls.map((call) => ({
            ...call,
            t: call.t + (delays.next().value ?? 0),
          }));

          expect(heaviest(arrived, config.window_seconds * 1000)).toBeLessThanOrEqual(
            config.max_requests,
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('holds in several windows at once, with weighted calls', () => {
    const limits = [
      { max_weight: 10, window_ms: 1_000 },
      { max_weight: 40, window_ms: 20_000 },
    ];
    const weighted = fc.array(
      fc.record({
        wait: fc.integer({ min: 0, max: 3_000 }),
        count: fc.integer({ min: 1, max: 6 }),
        kind: fc.constantFrom('live' as const, 'replay' as const),
        weight: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 40 },
    );

    fc.assert(
      fc.property(weighted, (history) => {
        const calls = play(history, { limits, margin_ms: 100, min_gap_ms: 1 });
        for (const { max_weight, window_ms } of limits)
          expect(heaviest(calls, window_ms)).toBeLessThanOrEqual(max_weight);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is broken by a fixed window, so the count above can fail', () => {
    // Twelve at the end of one window and twelve at the begin of the next, as fixed windows allow.
    const burst = [9_990, 10_000].flatMap((t) =>
      Array.from({ length: 12 }, () => ({ t, weight: 1 })),
    );

    expect(heaviest(burst, 10_000)).toBe(24);
  });
});

describe('reserve', () => {
  const policy = windowPolicy({ max_requests: 12, window_seconds: 10 });
  const saturate: Ask[] = Array.from({ length: 40 }, () => ({
    wait: 0,
    count: 10,
    kind: 'live',
    weight: 1,
  }));

  it('uses at least 0.95 of the permitted rate when saturated', () => {
    const calls = play(saturate, policy, Number.POSITIVE_INFINITY);
    const last = calls.at(-1)?.t ?? 0;
    const seconds = (last - 1_000_000) / 1000;

    expect(calls.length / seconds / 1.2).toBeGreaterThanOrEqual(0.95);
  });

  it('reserves nothing beyond the patience, and tells when the next start would be', () => {
    const { starts, next } = reserve(emptyLog, {
      policy,
      now: 0,
      count: 14,
      kind: 'live',
      until: 5_000,
    });

    expect(starts).toHaveLength(12);
    expect(next).toBe(10_500);
  });

  it('leaves the last quarter of the window to live calls, whatever the replays ask for', () => {
    fc.assert(
      fc.property(asks, (history) => {
        const replays = play(
          history.map((ask) => ({ ...ask, kind: 'replay' as const })),
          policy,
        );

        expect(heaviest(replays, 10_000)).toBeLessThanOrEqual(9);
      }),
    );
  });

  it('counts against the share of replays nothing but replays', () => {
    const live = { policy, now: 0, count: 9, kind: 'live', until: 60_000 } as const;
    const { log } = reserve(emptyLog, live);
    const ask = { policy, now: 5_000, count: 1, kind: 'replay', until: 60_000 } as const;

    expect(reserve(log, ask).starts).toEqual([5_000]);
  });

  it('lets a replay through while live calls saturate the window', () => {
    let log = reserve(emptyLog, { policy, now: 0, count: 20, kind: 'live', until: 20_000 }).log;
    const replay = reserve(log, { policy, now: 100, count: 1, kind: 'replay', until: 20_000 });
    log = replay.log;

    expect(replay.starts).toHaveLength(1);
    expect(
      reserve(log, { policy, now: 100, count: 1, kind: 'live', until: 40_000 }).starts,
    ).toHaveLength(1);
  });

  it('keeps silent until the moment the channel named', () => {
    const log = { ...emptyLog, blocked_until: 7_000 };

    expect(
      reserve(log, { policy, now: 1_000, count: 1, kind: 'live', until: 20_000 }).starts,
    ).toEqual([7_000]);
  });

  it('never starts a call that is heavier than its limit', () => {
    const { starts, next } = reserve(emptyLog, {
      policy,
      now: 0,
      count: 1,
      weight: 13,
      kind: 'live',
      until: 1e12,
    });

    expect(starts).toEqual([]);
    expect(next).toBe(Number.POSITIVE_INFINITY);
  });

  it('counts in the longer of two windows when targets with different limits share an account', () => {
    const slow = windowPolicy({ max_requests: 2, window_seconds: 60 });
    const first = reserve(emptyLog, { policy: slow, now: 0, count: 2, kind: 'live', until: 1e9 });
    const between = reserve(first.log, { policy, now: 20_000, count: 1, kind: 'live', until: 1e9 });
    const again = reserve(between.log, {
      policy: slow,
      now: 21_000,
      count: 1,
      kind: 'live',
      until: 1e9,
    });

    expect(again.starts[0]).toBeGreaterThanOrEqual((first.starts[1] ?? 0) + 60_000);
  });
});
