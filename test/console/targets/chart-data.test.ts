import { expect, it } from 'vitest';
import {
  domainOf,
  highest,
  measured,
  type Point,
  steps,
} from '../../../console/targets/overview/chart-data.ts';

const aPoint = (minute: number, over: Partial<Point> = {}): Point => ({
  at: new Date(Date.UTC(2026, 10, 28, 9, minute)).toISOString(),
  ...{ success: 0, failed: 0, rate_limited: 0, abandoned: 0 },
  latency_ms: { p50: null, p95: null },
  queue_depth: null,
  ...over,
});
const hour = Array.from({ length: 60 }, (_, minute) =>
  aPoint(minute, { success: 1, failed: minute === 7 ? 2 : 0, abandoned: minute === 8 ? 1 : 0 }),
);

it('draws an hour in steps of five minutes, with nothing lost', () => {
  const bars = steps(hour, 'hour');

  expect(bars).toHaveLength(12);
  expect(bars.map(({ success }) => success)).toEqual(Array.from({ length: 12 }, () => 5));
  expect(bars[1]).toMatchObject({ failed: 3, at: new Date(hour[5]?.at ?? '') });
  expect(new Set(bars.map(({ label }) => label)).size).toBe(12);
});

it('draws a day by the hour', () => {
  expect(steps(hour.slice(0, 24), 'day')).toHaveLength(24);
});

it('leaves out what was not measured, and keeps what was zero', () => {
  const points = [aPoint(0), aPoint(1, { queue_depth: 0 }), aPoint(2, { queue_depth: 4 })];

  expect(measured(points, ({ queue_depth }) => queue_depth)).toEqual([
    { x: new Date(points[1]?.at ?? ''), y: 0 },
    { x: new Date(points[2]?.at ?? ''), y: 4 },
  ]);
});

it('shows the time of all points, and room above the highest', () => {
  expect(domainOf(hour)).toEqual([new Date(hour[0]?.at ?? ''), new Date(hour[59]?.at ?? '')]);
  expect(highest([{ data: [{ y: 100 }, { y: 2 }] }, { data: [] }])).toBeGreaterThan(100);
  expect(highest([])).toBeGreaterThan(0);
});
