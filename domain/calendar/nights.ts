import * as z from 'zod';
import { addDays, dayMs } from '../common/day.ts';

/** A night by the date on which it begins, where the unit is; `yyyy-mm-dd`. Dates compare as texts. */
export const nightSchema = z.iso.date();

/** Nights from `from` to before `to`: those of a stay that arrives on the one and departs on the other. */
export interface NightRange {
  readonly from: string;
  readonly to: string;
}

/** How many nights a calendar has, the one that begins today being the first. */
export const nightsAhead = 1100;

/** How many nights there are in a range; none or fewer for one that ends before it begins. */
export function countNights({ from, to }: NightRange): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

/** Each night of a range, in order. */
export function nightsOf(range: NightRange): string[] {
  return Array.from({ length: Math.max(0, countNights(range)) }, (_, night) =>
    addDays(range.from, night),
  );
}

/** The month of a date, `yyyy-mm`. */
export function monthOf(date: string): string {
  return date.slice(0, 'yyyy-mm'.length);
}

/** Nights as the fewest ranges, in order. */
export function rangesOf(nights: Iterable<string>): NightRange[] {
  const ranges: NightRange[] = [];
  for (const night of [...new Set(nights)].sort()) {
    const last = ranges.at(-1);
    const to = addDays(night, 1);
    if (last?.to === night) ranges[ranges.length - 1] = { from: last.from, to };
    else ranges.push({ from: night, to });
  }

  return ranges;
}

/** The date at a moment (epoch ms) in a zone of the tz database; in UTC where the zone is not known. */
export function dateAt(timeZone: string | null | undefined, epochMs: number): string {
  try {
    // Canada writes dates as ISO 8601 does.
    return new Intl.DateTimeFormat('en-CA', {
      timeZone: timeZone ?? 'UTC',
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    }).format(epochMs);
  } catch (error) {
    if (error instanceof RangeError) return dateAt('UTC', epochMs);
    throw error;
  }
}
