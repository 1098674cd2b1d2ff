import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { nightValuesSchema } from '../calendar/night.ts';
import { type NightRange, rangesOf } from '../calendar/nights.ts';
import { addDays } from '../common/day.ts';

/** What a channel is told of a night; what it is not told of, it has as it likes. `price` is in minor units of the unit's currency. */
export const saidNightSchema = nightValuesSchema.extend({ closed: z.boolean().optional() });

export type SaidNight = z.infer<typeof saidNightSchema>;

/** Neighbouring nights of which the same is said. */
export type SaidRange = NightRange & SaidNight;

/** Nights as the fewest ranges, in order. */
export function saidRanges(nights: ReadonlyMap<string, SaidNight>): SaidRange[] {
  const ranges: SaidRange[] = [];
  for (const [date, said] of [...nights].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const last = ranges.at(-1);
    const to = addDays(date, 1);
    if (last?.to === date && isDeepStrictEqual(last, { ...said, from: last.from, to: last.to }))
      ranges[ranges.length - 1] = { ...last, to };
    else ranges.push({ from: date, to, ...said });
  }

  return ranges;
}

/** A few ranges that have all of these nights, and as few others as so many ranges can. */
export function coveringRanges(nights: Iterable<string>, most: number): NightRange[] {
  const ranges = rangesOf(nights);
  const gaps = ranges.map(({ from }, index) => ({
    index,
    days: Date.parse(from) - Date.parse(ranges[index - 1]?.to ?? from),
  }));
  const widest = gaps.toSorted((one, other) => other.days - one.days).slice(0, most - 1);
  const kept = new Set(widest.map(({ index }) => index));
  const covering: NightRange[] = [];
  for (const [index, range] of ranges.entries()) {
    const last = covering.at(-1);
    if (last === undefined || kept.has(index)) covering.push(range);
    else covering[covering.length - 1] = { from: last.from, to: range.to };
  }

  return covering;
}
