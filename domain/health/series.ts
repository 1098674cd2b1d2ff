import * as z from 'zod';
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
  const hour = inStretches(minutes, clockStretches(spans.latencies, now, minuteMs));
  const lastDay = lastMinutes(minutes, spans.day, now);
  const day = inStretches(lastDay, clockStretches(spans.day, now, hourMs));

  return {
    hour: hour.map(({ at, within }) => ({
      at,
      ...sumCounts(within),
      latency_ms: latencySummary(sumLatencies(within.map(({ latencies }) => latencies))),
    })),
    day: day.map(({ at, within }) => ({ at, ...sumCounts(within) })),
  };
}

/** The last minutes in steps of a clock. */
function clockStretches(minutes: number, now: number, step: number): Stretches {
  const begin = (at: number) => at - (at % step);
  const from = begin(startOfLast(minutes, now));

  return { from, step, length: (begin(now) - from) / step + 1 };
}
