import * as z from 'zod';
import type { HealthSample } from '../targets/health-sample.ts';
import { spans } from './dashboard-row.ts';
import { sumLatencies } from './latency-histogram.ts';
import { latencySummary, latencySummarySchema } from './latency-summary.ts';
import {
  lastMinutes,
  type MinuteCounts,
  minuteMs,
  startOfLast,
  sumCounts,
} from './minute-counts.ts';
import { inStretches, pointSchema, type Stretches } from './points.ts';

const seriesPoint = pointSchema.extend({
  latency_ms: latencySummarySchema,
  queue_depth: z.int().min(0).nullable().meta({
    description: 'The most jobs that were seen in its queue; null when nobody looked.',
  }),
});

export const seriesSchema = z.object({
  hour: z
    .array(seriesPoint)
    .meta({ description: 'A point for each of the last 60 minutes, oldest first.' }),
  day: z.array(seriesPoint).meta({
    description:
      'A point for each hour (UTC) of the last 24 hours, oldest first; the first and the last may be less than an hour.',
  }),
});

export type Series = z.infer<typeof seriesSchema>;

/** What was counted and seen in the last day. */
export interface Past {
  readonly minutes: readonly MinuteCounts[];
  readonly samples: readonly HealthSample[];
}

const hourMs = 60 * minuteMs;

/** The last hour by the minute and the last day by the hour, with a point also where nothing happened. */
export function seriesOf(past: Past, now: number): Series {
  return {
    hour: pointsOf(past, { length: spans.latencies, now, step: minuteMs }),
    day: pointsOf(past, { length: spans.day, now, step: hourMs }),
  };
}

/** The last `length` minutes in steps of a clock. */
function pointsOf(
  { minutes, samples }: Past,
  { length, now, step }: { length: number; now: number; step: number },
): Series['hour'] {
  const stretches = clockStretches(length, now, step);
  const seen = samples.map(({ at, queue_depth }) => ({ start: Date.parse(at), queue_depth }));
  const depths = inStretches(lastMinutes(seen, length, now), stretches);

  return inStretches(lastMinutes(minutes, length, now), stretches).map(({ at, within }, index) => ({
    at,
    ...sumCounts(within),
    latency_ms: latencySummary(sumLatencies(within.map(({ latencies }) => latencies))),
    queue_depth: highest(depths[index]?.within ?? []),
  }));
}

function highest(seen: readonly { readonly queue_depth: number }[]): number | null {
  return seen.length === 0 ? null : Math.max(...seen.map(({ queue_depth }) => queue_depth));
}

function clockStretches(length: number, now: number, step: number): Stretches {
  const begin = (at: number) => at - (at % step);
  const from = begin(startOfLast(length, now));

  return { from, step, length: (begin(now) - from) / step + 1 };
}
