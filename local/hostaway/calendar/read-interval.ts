import * as z from 'zod';
import { dayMs, daysBetween } from '../../../domain/common/day.ts';
import { flagSchema } from '../api/flag.ts';
import type { DayFields } from './stored-day.ts';

/** The days of one interval and what is written to each of them. */
export interface Interval {
  /** `YYYY-MM-DD`, in order; the last is `endDate` itself. */
  readonly dates: readonly string[];
  readonly fields: DayFields;
}

/** A longer range is refused. Whether Hostaway has such a bound, and which, is not documented. */
const longestRange = 1830;

const stay = z.coerce.number().int().positive();

/** `{startDate, endDate, ...}` of a write. Unknown fields and null are passed over, as everywhere in the API. */
export const intervalSchema = z
  .object({
    startDate: z.iso.date(),
    endDate: z.iso.date(),
    isAvailable: flagSchema.nullish(),
    price: z.coerce.number().min(0).nullish(),
    minimumStay: stay.nullish(),
    maximumStay: stay.nullish(),
    closedOnArrival: flagSchema.nullish(),
    closedOnDeparture: flagSchema.nullish(),
    note: z.string().nullish(),
    desiredUnitsToSell: z.coerce.number().int().min(0).nullish(),
  })
  .superRefine(({ startDate, endDate }, context) => {
    const wrong = wrongRange(startDate, endDate);
    if (wrong !== undefined) context.addIssue(wrong);
  })
  .transform(({ startDate, endDate, ...given }): Interval => {
    const said = Object.entries(given).filter(([, field]) => field !== null && field !== undefined);

    return { dates: daysBetween(startDate, endDate), fields: Object.fromEntries(said) };
  });

export type IntervalInput = z.input<typeof intervalSchema>;

/** Reads what is written to one interval; a text says what is wrong with it. */
export function readInterval(value: unknown): Interval | string {
  const { success, data, error } = intervalSchema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;

  return `Calendar error: ${issue?.path.join('.') || 'interval'}: ${issue?.message}`;
}

/** What is wrong with a range of days, both included; undefined for a good one. */
export function wrongRange(startDate: string, endDate: string): string | undefined {
  if (endDate < startDate) return 'endDate must not be before startDate';
  const days = (Date.parse(endDate) - Date.parse(startDate)) / dayMs + 1;

  return days > longestRange ? `at most ${longestRange} days` : undefined;
}
