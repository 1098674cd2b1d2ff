import * as z from 'zod';
import { addDays } from '../common/day.ts';
import { UnprocessableError } from '../common/errors.ts';
import type { Unit } from '../supply/unit.ts';
import { refOf } from './calendar-deps.ts';
import type { CalendarDeps } from './claim-nights.ts';
import { holderSchema, holdersAt, type Night, nightValuesSchema, plainNight } from './night.ts';
import {
  countNights,
  dateAt,
  type NightRange,
  nightSchema,
  nightsAhead,
  nightsOf,
} from './nights.ts';

const { shape } = nightValuesSchema;

/** A night as it is told: with the unit's values where it has none of its own. */
export const shownNightSchema = z.object({
  date: nightSchema,
  status: z.enum(['open', 'closed']).describe('Closed: it has a holder.'),
  holder: holderSchema.nullable(),
  waiting: z
    .array(holderSchema)
    .describe(
      'Who has the night next, in this order. A booking that waits is a guest without a night.',
    ),
  price: shape.price.unwrap().nullable().describe("In minor units of the unit's currency."),
  min_nights: shape.min_nights.unwrap().nullable(),
  max_nights: shape.max_nights.unwrap().nullable(),
  closed_to_arrival: z.boolean(),
  closed_to_departure: z.boolean(),
});

export type ShownNight = z.infer<typeof shownNightSchema>;

const shownUnlessSaid = 90;

/** The nights of a range, or of 90 from today, where the unit is. @throws UnprocessableError `range-not-valid` */
export async function showCalendar(
  unit: Unit,
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  deps: CalendarDeps,
): Promise<ShownNight[]> {
  const today = dateAt(unit.timezone, deps.clock());
  const { from = today } = asked;
  const end = addDays(today, nightsAhead);
  const { to = from < end ? least(end, addDays(from, shownUnlessSaid)) : end } = asked;
  requireReadable({ from, to }, end);

  return shownNights(unit, [{ from, to }], deps);
}

/** Each night of some ranges once, in order. */
export async function shownNights(
  unit: Unit,
  ranges: readonly NightRange[],
  { calendars, clock }: CalendarDeps,
): Promise<ShownNight[]> {
  const months = await calendars.read(refOf({ tenant: unit, unit_id: unit.id }), ranges);
  const stored = new Map(months.flatMap(({ nights }) => [...nights]));
  const now = clock();

  return [...new Set(ranges.flatMap(nightsOf))]
    .sort()
    .map((date) => shownNight(date, stored.get(date) ?? plainNight, { unit, now }));
}

function shownNight(
  date: string,
  night: Night,
  { unit, now }: { readonly unit: Unit; readonly now: number },
): ShownNight {
  const [holder, ...waiting] = holdersAt(night, now);

  return {
    date,
    status: holder === null ? 'open' : 'closed',
    holder,
    waiting,
    price: night.price ?? unit.base_nightly_rate ?? null,
    min_nights: night.min_nights ?? unit.min_nights ?? null,
    max_nights: night.max_nights ?? unit.max_nights ?? null,
    closed_to_arrival: night.closed_to_arrival ?? false,
    closed_to_departure: night.closed_to_departure ?? false,
  };
}

function requireReadable(range: NightRange, end: string): void {
  const message =
    (range.to > end && `not after ${end}, where the calendar ends`) ||
    (range.to <= range.from && 'a date after `from`') ||
    (countNights(range) > nightsAhead && `at most ${nightsAhead} nights after \`from\``);
  if (message)
    throw new UnprocessableError('range-not-valid', 'These are no nights that can be shown.', [
      { path: 'to', message },
    ]);
}

function least(one: string, other: string): string {
  return one < other ? one : other;
}
