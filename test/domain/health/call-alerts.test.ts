import { expect, it } from 'vitest';
import { alertThresholds } from '../../../domain/health/alert.ts';
import { callAlerts } from '../../../domain/health/call-alerts.ts';
import { latencyBin } from '../../../domain/health/latency-histogram.ts';
import { type AttemptCounts, requestsIn } from '../../../domain/health/minute-counts.ts';

const none: AttemptCounts = { success: 0, failed: 0, rate_limited: 0, abandoned: 0 };

function alertsOf(of: {
  last_10m?: Partial<AttemptCounts>;
  last_24h?: Partial<AttemptCounts>;
  latencies?: readonly (readonly [ms: number, calls: number])[];
}) {
  const { last_10m, last_24h, latencies = [] } = of;

  const figures = {
    last_10m: {
      requests: requestsIn({ ...none, ...last_10m }),
      rate_limited: last_10m?.rate_limited ?? 0,
    },
    last_24h: { ...none, ...last_24h },
    latencies: new Map(latencies.map(([ms, calls]) => [latencyBin(ms), calls])),
  };

  return callAlerts(figures, alertThresholds);
}

const rulesOf = (of: Parameters<typeof alertsOf>[0]) => alertsOf(of).map(({ rule }) => rule);

it('says nothing of a target that is never called', () => {
  expect(alertsOf({})).toEqual([]);
});

it('tells the value that is too high and the threshold', () => {
  expect(
    alertsOf({
      last_10m: { success: 96, rate_limited: 4 },
      last_24h: { success: 95, failed: 3, abandoned: 2 },
      latencies: [
        [300, 90],
        [20_000, 10],
      ],
    }),
  ).toMatchObject([
    { rule: 'rate_limited_ratio', value: 0.04, threshold: 0.02 },
    { rule: 'p95_latency_ms', value: expect.closeTo(20_000, -3.5), threshold: 10_000 },
    { rule: 'error_rate', value: 0.05, threshold: 0.01 },
  ]);
});

it.each([
  { name: '2 of 100', of: { success: 98, rate_limited: 2 }, alerts: false },
  { name: '3 of 100', of: { success: 97, rate_limited: 3 }, alerts: true },
  { name: 'one of a few', of: { success: 3, rate_limited: 1 }, alerts: false },
  { name: 'two of a few', of: { success: 3, rate_limited: 2 }, alerts: true },
  { name: 'all that there were', of: { rate_limited: 2 }, alerts: true },
])('429: $name alerts: $alerts', ({ of, alerts }) => {
  expect(rulesOf({ last_10m: of })).toEqual(alerts ? ['rate_limited_ratio'] : []);
});

it.each([
  { name: '1 % failed', of: { success: 198, failed: 2 }, alerts: false },
  { name: 'more than 1 % failed', of: { success: 197, failed: 3 }, alerts: true },
  { name: 'more than 1 % lost', of: { success: 97, abandoned: 2, failed: 1 }, alerts: true },
  { name: 'one failure', of: { failed: 1 }, alerts: false },
  { name: 'calls refused by 429', of: { success: 50, rate_limited: 50 }, alerts: false },
])('errors: $name alerts: $alerts', ({ of, alerts }) => {
  expect(rulesOf({ last_24h: of })).toEqual(alerts ? ['error_rate'] : []);
});

it.each([
  {
    name: '6 % take 12 s',
    of: [
      [500, 94],
      [12_000, 6],
    ] as const,
    alerts: true,
  },
  {
    name: '5 % take 12 s',
    of: [
      [500, 95],
      [12_000, 5],
    ] as const,
    alerts: false,
  },
  { name: 'all take 9 s', of: [[9_000, 100]] as const, alerts: false },
  {
    name: 'one call of three takes 30 s',
    of: [
      [500, 2],
      [30_000, 1],
    ] as const,
    alerts: false,
  },
  {
    name: 'two calls of three take 30 s',
    of: [
      [500, 1],
      [30_000, 2],
    ] as const,
    alerts: true,
  },
])('latency: $name alerts: $alerts', ({ of, alerts }) => {
  expect(rulesOf({ latencies: of })).toEqual(alerts ? ['p95_latency_ms'] : []);
});
