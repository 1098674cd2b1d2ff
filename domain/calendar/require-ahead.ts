import { addDays } from '../common/day.ts';
import { type FieldError, UnprocessableError } from '../common/errors.ts';
import type { Unit } from '../supply/unit.ts';
import { dateAt, type NightRange, nightsAhead } from './nights.ts';

/**
 * That ranges are of nights which can still be sold: from the one that begins today, where the unit is, to the last of its calendar.
 * `path`: where a range stands in the request.
 * @throws UnprocessableError `nights-out-of-reach`
 */
export function requireAhead(
  ranges: readonly NightRange[],
  { unit, now, path }: { unit: Unit; now: number; path: (index: number) => string },
): void {
  const today = dateAt(unit.timezone, now);
  const end = addDays(today, nightsAhead);
  const errors = ranges.flatMap(({ from, to }, index): FieldError[] => [
    ...(from < today
      ? [{ path: `${path(index)}from`, message: `not before ${today}, today's date at the unit` }]
      : []),
    ...(to > end
      ? [{ path: `${path(index)}to`, message: `not after ${end}: ${nightsAhead} nights ahead` }]
      : []),
  ]);
  if (errors.length > 0)
    throw new UnprocessableError(
      'nights-out-of-reach',
      'Some of these nights are past, or further ahead than a calendar goes.',
      errors,
    );
}
