import * as z from 'zod';
import { timestampSchema, toTimestamp } from '../common/time.ts';
import { type MinuteCounts, minuteMs, startOfLast, sumCounts } from './minute-counts.ts';

const count = z.int().min(0);

/** Attempts that ended in a stretch of time that begins at `at`. */
export const pointSchema = z.object({
  at: timestampSchema,
  success: count,
  failed: count,
  rate_limited: count,
  abandoned: count,
});

export type Point = z.infer<typeof pointSchema>;

/** Stretches of `step` ms, `length` of them, the first beginning at `from` (epoch ms). */
export interface Stretches {
  readonly from: number;
  readonly step: number;
  readonly length: number;
}

/** What lies within each stretch, oldest first; also where nothing does. */
export function inStretches<T extends { readonly start: number }>(
  all: readonly T[],
  { from, step, length }: Stretches,
): { readonly at: string; readonly within: readonly T[] }[] {
  const byStretch = Map.groupBy(all, ({ start }) => Math.floor((start - from) / step));

  return Array.from({ length }, (_, index) => ({
    at: toTimestamp(from + index * step),
    within: byStretch.get(index) ?? [],
  }));
}

const sparkStep = 5 * minuteMs;

/** How the last hour went, in 12 points: they end with the minute under way, so that the first is as long as the others. */
export function lastHourOf(minutes: readonly MinuteCounts[], now: number): Point[] {
  const stretches = { from: startOfLast(60, now), step: sparkStep, length: 12 };

  return inStretches(minutes, stretches).map(({ at, within }) => ({ at, ...sumCounts(within) }));
}
