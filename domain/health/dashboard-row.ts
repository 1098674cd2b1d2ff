import * as z from 'zod';
import { timestampSchema, toTimestamp } from '../common/time.ts';
import { currentBlock } from '../pacing/target-block.ts';
import { healthNow } from '../targets/health-now.ts';
import { type StoredTarget, targetSchema } from '../targets/target.ts';
import { currentAlertSchema } from './alert.ts';
import { currentAlerts } from './current-alerts.ts';
import { sumLatencies } from './latency-histogram.ts';
import { latencySummary, latencySummarySchema } from './latency-summary.ts';
import {
  type ListingState,
  listingTallySchema,
  oldestWaitingSeconds,
  removalTallySchema,
  tallyListings,
  tallyRemovals,
} from './listing-state.ts';
import {
  callsIn,
  failuresIn,
  lastMinutes,
  type MinuteCounts,
  ratio,
  sumCounts,
  syncsIn,
} from './minute-counts.ts';
import { lastHourOf, pointSchema } from './points.ts';

/** Lengths in minutes of what `_10m` and `_24h` stand for, and of what `latency_ms` is taken over. */
export const spans = { rates: 10, latencies: 60, day: 1_440 } as const;

const count = z.int().min(0);
const share = z.number().min(0).max(1);

/** How a target is doing (spec, Workflow: Health Dashboard Monitoring, step 2). */
export const dashboardRowSchema = z.object({
  target_id: targetSchema.shape.id,
  ...targetSchema.pick({
    name: true,
    channel_type: true,
    is_active: true,
    health_status: true,
    health_message: true,
    block_reason: true,
    blocked_until: true,
    credentials_expires_at: true,
  }).shape,
  queue_depth: count.meta({
    description: 'Jobs in its queue, as SQS counts them: nearly. Replays wait in another queue.',
  }),
  oldest_waiting_seconds: count.nullable(),
  requests_10m: count.meta({
    description: 'All calls: attempts, and what is only read, such as look-ups and checks.',
  }),
  rate_limited_10m: count,
  rate_limited_ratio_10m: share,
  failed_reads_10m: count.meta({
    description: 'What was read in vain, apart from what the channel answered with 429.',
  }),
  last_success_at: timestampSchema.nullable(),
  latency_ms: latencySummarySchema.meta({
    description: 'Of the calls of the last hour, within 7 %; null when there were none.',
  }),
  syncs_24h: count.meta({ description: 'Attempts that were not told to come later.' }),
  failed_24h: count,
  error_rate_24h: share,
  last_hour: z.array(pointSchema).length(12).meta({
    description:
      'How the attempts of the last hour ended: a point for each five minutes, oldest first.',
  }),
  listings: listingTallySchema,
  removals: removalTallySchema.meta({
    description: 'Archived listings that are to be removed from the channel, or could not be.',
  }),
  alerts: z.array(currentAlertSchema).meta({ description: 'The rules whose conditions hold now.' }),
});

export type DashboardRow = z.infer<typeof dashboardRowSchema>;

/** What a row is made of. */
export interface RowParts {
  readonly target: StoredTarget;
  /** Of the last day; latencies of the last hour at least. */
  readonly minutes: readonly MinuteCounts[];
  readonly listings: readonly ListingState[];
  readonly queue_depth: number;
}

/** What the rules about calls look at. `minutes`: as in `RowParts`. */
export function figuresOf(minutes: readonly MinuteCounts[], now: number) {
  const lastHour = lastMinutes(minutes, spans.latencies, now);

  return {
    last_10m: callsIn(lastMinutes(minutes, spans.rates, now)),
    last_24h: sumCounts(lastMinutes(minutes, spans.day, now)),
    latencies: sumLatencies(lastHour.map((minute) => minute.latencies)),
  };
}

export function dashboardRow(parts: RowParts, now: number): DashboardRow {
  const { target, minutes, listings, queue_depth } = parts;
  const { id, name, channel_type, is_active } = target;
  const calls = figuresOf(minutes, now);
  const { last_10m, last_24h, latencies } = calls;

  return {
    target_id: id,
    ...{ name, channel_type, is_active, queue_depth },
    ...healthNow(target, now),
    ...blockOf(target, now),
    credentials_expires_at: target.credentials_expires_at,
    oldest_waiting_seconds: oldestWaitingSeconds(listings, now),
    requests_10m: last_10m.requests,
    rate_limited_10m: last_10m.rate_limited,
    rate_limited_ratio_10m: ratio(last_10m.rate_limited, last_10m.requests),
    failed_reads_10m: last_10m.failed_reads,
    last_success_at: lastSuccess(parts),
    latency_ms: latencySummary(latencies),
    syncs_24h: syncsIn(last_24h),
    failed_24h: failuresIn(last_24h),
    error_rate_24h: ratio(failuresIn(last_24h), syncsIn(last_24h)),
    last_hour: lastHourOf(minutes, now),
    listings: tallyListings(listings),
    removals: tallyRemovals(listings),
    alerts: currentAlerts({ target, listings, calls }, now),
  };
}

/** The block in force; one that has run out is none. */
function blockOf(target: StoredTarget, now: number) {
  const block = currentBlock(target, now);

  return {
    block_reason: block?.reason ?? null,
    blocked_until: block ? toTimestamp(block.until) : null,
  };
}

/** Where the last day had none, the listings know of an earlier one. Timestamps sort as text. */
function lastSuccess({ minutes, listings }: RowParts): string | null {
  const all = [
    ...minutes.map(({ last_success_at }) => last_success_at),
    ...listings.map(({ last_synced_at }) => last_synced_at),
  ];

  return all.reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null);
}
