import * as z from 'zod';
import { timestampSchema, toTimestamp } from '../time.ts';
import { spans } from './dashboard-row.ts';
import { sumLatencies } from './latency-histogram.ts';
import { latencySummary, latencySummarySchema } from './latency-summary.ts';
import { type MinuteCounts, minuteMs, startOfLast, sumCounts } from './minute-counts.ts';

const count = z.int().min(0);

/** Attempts that ended in a stretch of time that begins at `at`. */
export const seriesPointSchema = z.object({
  at: timestampSchema,
  success: count,
  failed: count,
  rate_limited: count,
  abandoned: count,
  latency_ms: latencySummarySchema,
});

export const seriesSchema = z.object({
  hour: z
    .array(seriesPointSchema)
    .meta({ description: 'A point for each of the last 60 minutes, oldest first.' }),
  day: z.array(seriesPointSchema).meta({
    description:
      'A point for each hour (UTC) of the last 24 hours, oldest first; the first and the last hour may be part of one.',
  }),
});

export type Series = z.infer<typeof seriesSchema>;
type SeriesPoint = z.infer<typeof seriesPointSchema>;

const hourMs = 60 * minuteMs;

/** The last hour by the minute and the last day by the hour, with a point also where nothing happened. */
export function seriesOf(minutes: readonly MinuteCounts[], now: number): Series {
  return {
    hour: points(minutes, { from: startOfLast(spans.latencies, now), now, step: minuteMs }),
    day: points(minutes, { from: startOfLast(spans.day, now), now, step: hourMs }),
  };
}

function points(
  minutes: readonly MinuteCounts[],
  { from, now, step }: { from: number; now: number; step: number },
): SeriesPoint[] {
  const begin = (at: number) => at - (at % step);
  const within = minutes.filter(({ start }) => start >= from);
  const stretches = Map.groupBy(within, ({ start }) => begin(start));
  const count = (begin(now) - begin(from)) / step + 1;

  return Array.from({ length: count }, (_, index) => {
    const at = begin(from) + index * step;
    const stretch = stretches.get(at) ?? [];

    return {
      at: toTimestamp(at),
      ...sumCounts(stretch),
      latency_ms: latencySummary(sumLatencies(stretch.map(({ latencies }) => latencies))),
    };
  });
}
