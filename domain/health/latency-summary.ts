import * as z from 'zod';
import { type LatencyHistogram, latencyQuantile } from './latency-histogram.ts';

const milliseconds = z.int().min(0).nullable();

/** Median and 95th percentile in whole ms, each within 7 % of the exact one; null without calls. */
export const latencySummarySchema = z.object({ p50: milliseconds, p95: milliseconds });

export type LatencySummary = z.infer<typeof latencySummarySchema>;

export function latencySummary(latencies: LatencyHistogram): LatencySummary {
  return { p50: rounded(latencies, 0.5), p95: rounded(latencies, 0.95) };
}

function rounded(latencies: LatencyHistogram, q: number): number | null {
  const ms = latencyQuantile(latencies, q);

  return ms === null ? null : Math.round(ms);
}
