import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Ended,
  emptyLog,
  type ReserveRequest,
  reserve,
  type WindowLog,
  type WindowPolicy,
  windowPolicy,
  withEnds,
} from '../../../domain/pacing/window.ts';
import { examples } from '../../support/examples.ts';

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
      { numRuns: examples(2_000) },
    );
  });

  it('holds at a receiver behind any delays below the margin, whatever becomes of the answers', () => {
    const trip = fc.record({
      late: fc.integer({ min: 0, max: 150 }),
      to: fc.oneof(fc.integer({ min: 0, max: 1_849 }), fc.integer({ min: 0, max: 60 })),
      back: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 60 })),
      clock: fc.integer({ min: -25, max: 25 }),
      fate: fc.constantFrom('answered', 'answered', 'answered', 'lost', 'never made'),
    });

    fc.assert(
      fc.property(asks, configs, fc.infiniteStream(trip), (history, config, trips) => {
        const policy = windowPolicy(config);
        let log: WindowLog = emptyLog;
        let now = 1_000_000;
        let ends: Ended[] = [];
        const arrived: { t: number; weight: number }[] = [];
        for (const { wait, count, kind } of history) {
          now += wait;
          // Answers travel with the next reservation, however late that is.
          const told = ends.filter(({ answered_at, start }) => (answered_at ?? start) <= now);
          ends = ends.filter((end) => !told.includes(end));
          const ask = { policy, now, count, kind, until: now + 6_000 };
          const made = reserve(withEnds(log, told), ask);
          log = made.log;
          for (const start of made.starts) {
            const { late, to, back, clock, fate } = trips.next().value;
            const at = start + late + to;
            if (fate === 'never made') ends.push({ start, answered_at: null });
            else arrived.push({ t: at, weight: 1 });
            if (fate === 'answered') ends.push({ start, answered_at: at + back + clock });
          }
        }

        arrived.sort((a, b) => a.t - b.t);
        expect(heaviest(arrived, config.window_seconds * 1000)).toBeLessThanOrEqual(
          config.max_requests,
        );
      }),
      { numRuns: examples(1_000) },
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
        const calls = play(history, { limits, margin_ms: 100, clock_ms: 0, min_gap_ms: 1 });
        for (const { max_weight, window_ms } of limits)
          expect(heaviest(calls, window_ms)).toBeLessThanOrEqual(max_weight);
      }),
      { numRuns: examples(1_000) },
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

describe('the gap between two starts', () => {
  it('is kept, whatever is put between them', () => {
    fc.assert(
      fc.property(asks, configs, (history, config) => {
        const policy = windowPolicy(config);
        const starts = play(history, policy)
          .map(({ t }) => t)
          .toSorted((a, b) => a - b);

        for (const [index, start] of starts.slice(1).entries())
          expect(start - (starts[index] ?? 0)).toBeGreaterThanOrEqual(policy.min_gap_ms);
      }),
    );
  });
});

describe('reserve', () => {
  const policy = windowPolicy({ max_requests: 12, window_seconds: 10 });
  it('loses no more of the rate than the way to the receiver and back takes, once answers are known', () => {
    let log: WindowLog = emptyLog;
    let now = 0;
    const starts: number[] = [];
    while (starts.length < 400) {
      const told = starts.slice(-30).map((start) => ({ start, answered_at: start + 100 }));
      const known = told.filter(({ answered_at }) => answered_at <= now);
      const ask = { policy, now, count: 2, kind: 'live', until: now + 2_000 } as const;
      const made = reserve(withEnds(log, known), ask);
      log = made.log;
      starts.push(...made.starts);
      now += 500;
    }

    const seconds = (starts.at(-1) ?? 0) / 1000;
    expect(starts.length / seconds / 1.2).toBeGreaterThanOrEqual(0.98);
  });

  it('reserves nothing beyond the patience, and tells when the next start would be', () => {
    const ask = { policy, now: 0, count: 14, kind: 'live', until: 5_000 } as const;
    const { starts, next, log } = reserve(emptyLog, ask);

    expect(starts).toHaveLength(12);
    expect(next).toBe(12_000);
    const ends = starts.map((start) => ({ start, answered_at: start + 150 }));
    expect(reserve(withEnds(log, ends), ask).next).toBe(10_200);
  });

  it('gives back a start at which no call was made', () => {
    const ask = { policy, now: 0, count: 12, kind: 'live', until: 5_000 } as const;
    const { starts, log } = reserve(emptyLog, ask);
    const unused = starts.slice(3, 5).map((start) => ({ start, answered_at: null }));

    expect(reserve(withEnds(log, unused), ask).starts).toEqual(starts.slice(3, 5));
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

  it('puts a live call before replays that have reserved further ahead', () => {
    const { log } = reserve(emptyLog, { policy, now: 0, count: 18, kind: 'replay', until: 20_000 });

    const { starts } = reserve(log, { policy, now: 0, count: 3, kind: 'live', until: 6_000 });

    expect(starts).toHaveLength(3);
    expect(reserve(log, { policy, now: 0, count: 4, kind: 'live', until: 6_000 }).starts).toEqual(
      starts,
    );
  });
});

describe('targets that share an account', () => {
  const sharer = (id: string) => ({ org_id: 'demo', account_id: 'main', id });
  const quick = windowPolicy({ max_requests: 12, window_seconds: 10 });
  const ask = (log: WindowLog, over: Partial<ReserveRequest>) =>
    reserve(log, { policy: quick, now: 0, count: 1, kind: 'live', until: 1e9, ...over });

  it('obey the limits of all of them, whoever calls, in every trailing window', () => {
    const sharedAsks = fc.array(
      fc.record({
        wait: fc.integer({ min: 0, max: 3_000 }),
        count: fc.integer({ min: 1, max: 6 }),
        kind: fc.constantFrom('live' as const, 'replay' as const),
        patience: fc.constantFrom(6_000, 20_000, 60_000),
        by: fc.nat({ max: 2 }),
      }),
      { maxLength: 50 },
    );
    const three = fc.array(configs, { minLength: 3, maxLength: 3 });

    fc.assert(
      fc.property(sharedAsks, three, (history, limits) => {
        const policies = limits.map(windowPolicy);
        const asker = (by: number) => ({
          sharer: sharer(String(by)),
          policy: policies[by] ?? quick,
        });
        let now = 1_000_000;
        let log = [0, 1, 2].reduce(
          (each, by) => ask(each, { ...asker(by), now, count: 0 }).log,
          emptyLog,
        );
        const calls: { t: number; weight: number }[] = [];
        for (const { wait, count, kind, patience, by } of history) {
          now += wait;
          const made = ask(log, { ...asker(by), now, count, kind, until: now + patience });
          log = made.log;
          calls.push(...made.starts.map((t) => ({ t, weight: 1 })));
        }

        for (const { max_requests, window_seconds } of limits)
          expect(heaviest(calls, window_seconds * 1000 + 500)).toBeLessThanOrEqual(max_requests);
      }),
      { numRuns: examples(1_000) },
    );
  });

  it('are free of a limit as soon as its target asks under another, or some minutes after it asks no more', () => {
    const slow = windowPolicy({ max_requests: 1, window_seconds: 3_600 });
    const { log } = ask(emptyLog, { sharer: sharer('slow'), policy: slow });
    const other = { sharer: sharer('other') };

    expect(ask(log, { ...other, now: 1_000 }).starts[0]).toBeGreaterThanOrEqual(3_600_500);
    expect(ask(log, { ...other, now: 700_000 }).starts).toEqual([700_000]);
    const mended = ask(log, { sharer: sharer('slow'), now: 1_000 });
    expect(ask(mended.log, { ...other, now: 2_000 }).starts).toEqual([2_000]);
  });

  it('keep sharing while they ask, though they get no start', () => {
    const slow = windowPolicy({ max_requests: 1, window_seconds: 3_600 });
    let { log } = ask(emptyLog, { sharer: sharer('slow'), policy: slow });
    for (let now = 300_000; now < 3_600_000; now += 300_000) {
      const asked = ask(log, { sharer: sharer('slow'), policy: slow, now, until: now });
      expect(asked).toMatchObject({ starts: [], changed: true });
      log = asked.log;
    }

    expect(ask(log, { sharer: sharer('other'), now: 3_599_000 }).starts).toEqual([3_602_000]);
  });

  it('are remembered for no longer than their limits count', () => {
    const hour = windowPolicy({ max_requests: 1_000, window_seconds: 3_600 });
    let { log } = ask(emptyLog, { sharer: sharer('hour'), policy: hour });
    for (let now = 0; now < 1_500_000; now += 900) {
      const { starts, log: next } = ask(log, { sharer: sharer('quick'), now, until: now + 6_000 });
      log = next;
      expect(log.reserved.length).toBeLessThanOrEqual(now < 600_000 ? 1_000 : 1_012);
      expect(starts.length).toBeLessThanOrEqual(1);
    }

    expect(log.reserved.length).toBeLessThanOrEqual(20);
    expect(log.sharers.map(({ target }) => target.id)).toEqual(['quick']);
  });

  it('leave a record that fits an item, however many they are and however much they ask', () => {
    let log = emptyLog;
    for (let i = 0; i < examples(300); i += 1) {
      const policy = windowPolicy({ max_requests: 1_000, window_seconds: 1 + (i % 3_600) });
      log = ask(log, { sharer: sharer(crypto.randomUUID()), policy, count: 10, until: 20_000 }).log;
    }

    expect(JSON.stringify(log).length).toBeLessThan(100_000);
  });
});
