import * as z from 'zod';
import { callsLongerThan, type LatencyHistogram, latencyQuantile } from './latency-histogram.ts';
import { type AttemptCounts, failuresIn, ratio, requestsIn, syncsIn } from './minute-counts.ts';

/** The rules of the specification (Workflow: Health Dashboard Monitoring, step 5), and beyond which value they alert. */
export const alertThresholds = {
  /** Share of calls answered 429 in the last 10 minutes. */
  rate_limited_ratio: 0.02,
  /** 95th percentile of the calls' latency in the last hour, ms. */
  p95_latency_ms: 10_000,
  /** Share of failed syncs in the last 24 hours. */
  error_rate: 0.01,
} as const;

export const alertRuleSchema = z.enum(['rate_limited_ratio', 'p95_latency_ms', 'error_rate']);

/** A rule whose condition holds now. */
export const currentAlertSchema = z.object({
  rule: alertRuleSchema,
  value: z.number(),
  threshold: z.number(),
});

export type CurrentAlert = z.infer<typeof currentAlertSchema>;

/**
 * One refused, slow or failed call is an accident, and of a few calls it is a large share; the second one of a window makes
 * it a condition. A minimum of calls instead would never alert for a quiet target all of whose calls fail.
 */
const leastEvents = 2;

/** What the rules look at, each over its own window. */
export interface AlertFigures {
  readonly last_10m: AttemptCounts;
  readonly last_24h: AttemptCounts;
  readonly latencies: LatencyHistogram;
}

/** The alerts that hold now, in the order of the specification. */
export function currentAlerts({ last_10m, last_24h, latencies }: AlertFigures): CurrentAlert[] {
  const { rate_limited } = last_10m;
  const failures = failuresIn(last_24h);

  return [
    ...alertIf('rate_limited_ratio', ratio(rate_limited, requestsIn(last_10m)), rate_limited),
    ...alertIf(
      'p95_latency_ms',
      Math.round(latencyQuantile(latencies, 0.95) ?? 0),
      callsLongerThan(latencies, alertThresholds.p95_latency_ms),
    ),
    ...alertIf('error_rate', ratio(failures, syncsIn(last_24h)), failures),
  ];
}

function alertIf(rule: CurrentAlert['rule'], value: number, events: number): CurrentAlert[] {
  const threshold = alertThresholds[rule];

  return value > threshold && events >= leastEvents ? [{ rule, value, threshold }] : [];
}
