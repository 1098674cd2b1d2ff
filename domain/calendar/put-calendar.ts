import { requireUnit } from '../supply/require-unit.ts';
import {
  announceNights,
  type CalendarCaller,
  type UnitCalendarDeps,
  writerOf,
} from './calendar-deps.ts';
import { type CalendarRange, putRanges } from './put-ranges.ts';
import { requireAhead } from './require-ahead.ts';
import { type ShownNight, shownNights } from './show-calendar.ts';

/**
 * Writes what an operator says of nights, and tells it.
 * @returns the nights that were named, as they are now
 * @throws NotFoundError, UnprocessableError `nights-out-of-reach`, ConflictError `busy`
 */
export async function putCalendar(
  caller: CalendarCaller,
  ranges: readonly CalendarRange[],
  deps: UnitCalendarDeps,
): Promise<ShownNight[]> {
  const unit = await requireUnit(caller.tenant, caller.unit_id, deps.units);
  requireAhead(ranges, { unit, now: deps.clock(), path: (index) => `ranges.${index}.` });
  const changed = await putRanges(writerOf(caller), ranges, deps);
  await announceNights(caller, changed, deps);

  return shownNights(unit, ranges, deps);
}
