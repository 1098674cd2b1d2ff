import * as z from 'zod';
import { timestampSchema, toTimestamp } from '../common/time.ts';
import { spans } from './dashboard-row.ts';
import { sumLatencies } from './latency-histogram.ts';
import { latencySummary, latencySummarySchema } from './latency-summary.ts';
import { type MinuteCounts, minuteMs, startOfLast, sumCounts } from './minute-counts.ts';

const count = z.int().min(0);

/** Attempts that ended in a stretch of time that begins at `at`. */
const pointSchema = z.object({
  at: timestampSchema,
  success: count,
  failed: count,
  rate_limited: count,
  abandoned: count,
});

export const seriesSchema = z.object({
  hour: z
    .array(pointSchema.extend({ latency_ms: latencySummarySchema }))
    .meta({ description: 'A point for each of the last 60 minutes, oldest first.' }),
  day: z.array(pointSchema).meta({
    description:
      'A point for each hour (UTC) of the last 24 hours, oldest first; the first and the last may be less than an hour.',
  }),
});

export type Series = z.infer<typeof seriesSchema>;

const hourMs = 60 * minuteMs;

/** The last hour by the minute and the last day by the hour, with a point also where nothing happened. */
export function seriesOf(minutes: readonly MinuteCounts[], now: number): Series {
  const hour = stretches(minutes, { from: startOfLast(spans.latencies, now), now, step: minuteMs });
  const day = stretches(minutes, { from: startOfLast(spans.day, now), now, step: hourMs });

  return {
    hour: hour.map(({ at, within }) => ({
      at,
      ...sumCounts(within),
      latency_ms: latencySummary(sumLatencies(within.map(({ latencies }) => latencies))),
    })),
    day: day.map(({ at, within }) => ({ at, ...sumCounts(within) })),
  };
}

/** The time from `from` to now in steps of a clock, and the minutes within each. */
function stretches(
  minutes: readonly MinuteCounts[],
  { from, now, step }: { from: number; now: number; step: number },
): { at: string; within: MinuteCounts[] }[] {
  const begin = (at: number) => at - (at % step);
  const lately = minutes.filter(({ start }) => start >= from);
  const byStep = Map.groupBy(lately, ({ start }) => begin(start));
  const length = (begin(now) - begin(from)) / step + 1;

  return Array.from({ length }, (_, index) => {
    const at = begin(from) + index * step;

    return { at: toTimestamp(at), within: byStep.get(at) ?? [] };
  });
}
