import * as z from 'zod';
import { withoutUndefined } from '../common/without-undefined.ts';
import type { CalendarWriter } from './calendar-store.ts';
import { changeNights } from './change-nights.ts';
import type { CalendarDeps } from './claim-nights.ts';
import {
  type Holder,
  type Night,
  nightValuesSchema,
  withClaimant,
  withoutClaimant,
} from './night.ts';
import { countNights, type NightRange, nightSchema, nightsAhead, nightsOf } from './nights.ts';

const { shape } = nightValuesSchema;
const own = 'Null: the value of the unit.';

/** What is said of nights. What it does not name stays as it is. */
export const calendarRangeSchema = z
  .strictObject({
    from: nightSchema,
    to: nightSchema.describe('The first night after it: the date of a departure.'),
    status: z
      .enum(['open', 'closed'])
      .optional()
      .describe(
        '`closed` is a block of the operator, which `open` takes away. What others hold, they keep.',
      ),
    price: shape.price.nullable().describe(`In minor units of the unit's currency. ${own}`),
    min_nights: shape.min_nights.nullable().describe(own),
    max_nights: shape.max_nights.nullable().describe(own),
    closed_to_arrival: shape.closed_to_arrival,
    closed_to_departure: shape.closed_to_departure,
  })
  .refine(({ from, to }) => countNights({ from, to }) > 0, {
    path: ['to'],
    message: 'a date after `from`',
  })
  .refine(({ min_nights, max_nights }) => (min_nights ?? 0) <= (max_nights ?? Infinity), {
    path: ['max_nights'],
    message: 'not less than `min_nights`',
  });

export type CalendarRange = z.infer<typeof calendarRangeSchema>;

export const calendarWriteSchema = z.strictObject({
  ranges: z
    .array(calendarRangeSchema)
    .min(1)
    .max(nightsAhead)
    .describe('Where they overlap, the later one in the list has the last word.'),
});

/** The one block of a unit that its operators set and take away, night by night. */
export const operatorsBlock: Holder = { kind: 'block', id: 'operator' };

/**
 * Writes what is said of nights, in the order of the list. A closed night that somebody holds is theirs, and stays closed when
 * they go.
 * @returns the nights that are not as before @throws ConflictError `busy`
 */
export async function putRanges(
  unit: CalendarWriter,
  ranges: readonly CalendarRange[],
  { calendars, clock }: CalendarDeps,
): Promise<readonly NightRange[]> {
  const said = new Map<string, CalendarRange[]>();
  for (const range of ranges)
    for (const date of nightsOf(range)) said.set(date, [...(said.get(date) ?? []), range]);
  const plan = async () => {
    const now = clock();
    return {
      ranges,
      change: (date: string, night: Night) =>
        (said.get(date) ?? []).reduce((before, range) => withRange(before, range, now), night),
    };
  };

  return changeNights(unit, plan, calendars);
}

function withRange(night: Night, range: CalendarRange, now: number): Night {
  const { from: _, to: __, status, ...named } = range;
  const values = nightValuesSchema.parse(withoutNulls({ ...night, ...withoutUndefined(named) }));
  const valued = { ...values, claimants: night.claimants };
  if (status === undefined) return valued;

  return status === 'closed'
    ? withClaimant(valued, operatorsBlock, now)
    : withoutClaimant(valued, operatorsBlock, now);
}

function withoutNulls(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
