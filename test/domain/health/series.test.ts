import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestsIn, startOfLast, sumCounts } from '../../../domain/health/minute-counts.ts';
import { seriesOf } from '../../../domain/health/series.ts';
import { anyAttempts, attempts, type EndedAttempt, minutesOf } from '../../builders/minutes.ts';
import { aSample } from '../../builders/sample.ts';

const minute = 60_000;
const day = 1_440 * minute;
const now = Date.parse('2026-11-25T02:51:20.000Z');
const nothing = { minutes: [], samples: [] };
const pastOf = (ended: readonly EndedAttempt[]) => ({ minutes: minutesOf(ended), samples: [] });
const moments = fc.integer({ min: now - day, max: now + day });

it('has a point for every minute of the last hour and every hour of the last day, also without attempts', () => {
  const { hour, day } = seriesOf(nothing, now);

  expect(hour).toHaveLength(60);
  expect(hour.map(({ at }) => at)).toEqual(
    Array.from({ length: 60 }, (_, i) =>
      new Date(Date.parse('2026-11-25T01:52:00.000Z') + i * minute).toISOString(),
    ),
  );
  expect(day).toHaveLength(25);
  expect([day[0]?.at, day[1]?.at, day[24]?.at]).toEqual([
    '2026-11-24T02:00:00.000Z',
    '2026-11-24T03:00:00.000Z',
    '2026-11-25T02:00:00.000Z',
  ]);
  const none = { success: 0, failed: 0, rate_limited: 0, abandoned: 0 };
  for (const { at, ...point } of [...hour, ...day])
    expect(point).toEqual({ ...none, latency_ms: { p50: null, p95: null }, queue_depth: null });
});

it.each([
  { minutes: 60, of: 'hour' },
  { minutes: 1_440, of: 'day' },
] as const)(
  'counts the oldest minute of the last $of, and nothing before it',
  ({ minutes, of }) => {
    const oldest = startOfLast(minutes, now);
    const ended = [...attempts(1, oldest), ...attempts(1, oldest - 1)];

    const counted = seriesOf(pastOf(ended), now)[of].map(({ success }) => success);

    expect(counted).toEqual([1, ...Array(counted.length - 1).fill(0)]);
  },
);

it('has whole hours when the last minute of an hour is under way', () => {
  const { day } = seriesOf(nothing, Date.parse('2026-11-25T02:59:30.000Z'));

  expect(day).toHaveLength(24);
  expect(day[0]?.at).toBe('2026-11-24T03:00:00.000Z');
});

it('adds up to what ended in its time, whenever one looks', () => {
  fc.assert(
    fc.property(anyAttempts(now - day - 60 * minute, now), moments, (all, at) => {
      const ended = all.filter((one) => one.at <= at);
      const { hour, day } = seriesOf(pastOf(ended), at);

      for (const [points, length] of [
        [hour, 60],
        [day, 1_440],
      ] as const) {
        const within = ended.filter((one) => one.at >= startOfLast(length, at));
        expect(requestsIn(sumCounts(points))).toBe(within.length);
        expect(Date.parse(points.at(-1)?.at ?? '')).toBeLessThanOrEqual(at);
      }
    }),
  );
});

it('puts counts and latencies where they belong', () => {
  const at = Date.parse('2026-11-25T01:59:59.999Z');
  const { hour, day } = seriesOf(
    pastOf([
      ...attempts(3, at, { ms: 1_000 }),
      ...attempts(1, at, { outcome: 'failed', ms: 30_000 }),
      ...attempts(2, at + 1, { outcome: 'rate_limited', ms: 50 }),
    ]),
    now,
  );

  const [before, after] = hour.filter((point) => requestsIn(point) > 0);
  expect(before).toMatchObject({ at: '2026-11-25T01:59:00.000Z', success: 3, failed: 1 });
  expect(before?.latency_ms.p50).toBeGreaterThan(930);
  expect(before?.latency_ms.p50).toBeLessThan(1_070);
  expect(before?.latency_ms.p95).toBeGreaterThan(27_900);
  expect(after).toMatchObject({ at: '2026-11-25T02:00:00.000Z', success: 0, rate_limited: 2 });
  expect(day.at(-2)?.latency_ms).toEqual(before?.latency_ms);
  expect(day.at(-1)?.latency_ms).toEqual(after?.latency_ms);
  expect(day.slice(-2)).toMatchObject([
    { at: '2026-11-25T01:00:00.000Z', success: 3, failed: 1, rate_limited: 0 },
    { at: '2026-11-25T02:00:00.000Z', success: 0, failed: 0, rate_limited: 2 },
  ]);
});

describe('the depth of the queue', () => {
  const depthsOf = (seen: readonly { at: string; queue_depth: number }[]) => {
    const samples = seen.map((sample) => aSample(sample));
    const { hour, day } = seriesOf({ minutes: [], samples }, now);
    const known = (points: typeof hour) =>
      points
        .filter(({ queue_depth }) => queue_depth !== null)
        .map(({ at, queue_depth }) => [at, queue_depth]);

    return { hour: known(hour), day: known(day) };
  };

  it('is told where it was looked at, of an hour the highest', () => {
    const { hour, day } = depthsOf([
      { at: '2026-11-25T01:57:01.000Z', queue_depth: 9 },
      { at: '2026-11-25T01:52:01.000Z', queue_depth: 12 },
      { at: '2026-11-25T02:02:01.000Z', queue_depth: 0 },
      { at: '2026-11-25T02:02:59.999Z', queue_depth: 3 },
    ]);

    expect(hour).toEqual([
      ['2026-11-25T01:52:00.000Z', 12],
      ['2026-11-25T01:57:00.000Z', 9],
      ['2026-11-25T02:02:00.000Z', 3],
    ]);
    expect(day).toEqual([
      ['2026-11-25T01:00:00.000Z', 12],
      ['2026-11-25T02:00:00.000Z', 3],
    ]);
  });

  it('of before the last day is not told', () => {
    const { day } = depthsOf([
      { at: '2026-11-24T02:51:59.999Z', queue_depth: 9 },
      { at: '2026-11-24T02:52:00.000Z', queue_depth: 1 },
    ]);

    expect(day).toEqual([['2026-11-24T02:00:00.000Z', 1]]);
  });
});
