import type { AlertThresholds, CurrentAlert } from './alert.ts';
import { callsLongerThan, type LatencyHistogram, latencyQuantile } from './latency-histogram.ts';
import {
  type AttemptCounts,
  type CallTotals,
  failuresIn,
  ratio,
  syncsIn,
} from './minute-counts.ts';

/**
 * One refused, slow or failed call is an accident, and of a few calls it is a large share; the second one of a window makes
 * it a condition. A minimum of calls instead would never alert for a quiet target all of whose calls fail.
 */
export const leastEvents = 2;

/** What the rules look at, each over its own window. */
export interface CallFigures {
  readonly last_10m: Pick<CallTotals, 'requests' | 'rate_limited'>;
  readonly last_24h: AttemptCounts;
  readonly latencies: LatencyHistogram;
}

const messages = {
  rate_limited_ratio: 'the channel answers too many of the calls of the last 10 minutes with 429',
  p95_latency_ms: 'too many calls of the last hour took the channel long to answer',
  error_rate: 'too many syncs of the last 24 hours failed',
} as const;

/** The rules of the specification, in its order. */
export function callAlerts(
  { last_10m, last_24h, latencies }: CallFigures,
  thresholds: AlertThresholds,
): CurrentAlert[] {
  const alertIf = beyond(thresholds);
  const { requests, rate_limited } = last_10m;
  const failures = failuresIn(last_24h);

  return [
    ...alertIf('rate_limited_ratio', ratio(rate_limited, requests), rate_limited),
    ...alertIf(
      'p95_latency_ms',
      Math.round(latencyQuantile(latencies, 0.95) ?? 0),
      callsLongerThan(latencies, thresholds.p95_latency_ms),
    ),
    ...alertIf('error_rate', ratio(failures, syncsIn(last_24h)), failures),
  ];
}

function beyond(thresholds: AlertThresholds) {
  return (rule: keyof typeof messages, value: number, events: number): CurrentAlert[] => {
    const threshold = thresholds[rule];

    return value > threshold && events >= leastEvents
      ? [{ rule, message: messages[rule], value, threshold }]
      : [];
  };
}
