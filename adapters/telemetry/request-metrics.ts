import type { ReadAnswer } from '../../domain/channel/channel.ts';
import type { ChannelType } from '../../domain/targets/target.ts';
import { MetricLines } from './metric-lines.ts';

/** Adds one call of a channel to the metrics of the specification. */
export function countRequest(
  metrics: MetricLines,
  target: ChannelType,
  call: { readonly http_status: number | null; readonly isLimited: boolean },
): void {
  const status = String(call.http_status ?? 'none');
  metrics.add({ name: 'tvl_hostaway_http_requests_total', value: 1, dimensions: { status } });
  if (call.isLimited)
    metrics.add({ name: 'tvl_rate_limited_total', value: 1, dimensions: { target } });
}

/** The same for calls that are no writes, in a line for each status, at once: in most functions nobody publishes later. */
export function publishReads(target: ChannelType, answers: readonly ReadAnswer[]): void {
  const metrics = new MetricLines();
  for (const { kind, http_status } of answers)
    countRequest(metrics, target, { http_status, isLimited: kind === 'rate_limited' });
  metrics.publish();
}
