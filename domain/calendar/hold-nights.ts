import * as z from 'zod';
import { NotFoundError } from '../common/errors.ts';
import { timestampSchema, toTimestamp } from '../common/time.ts';
import { requireUnit } from '../supply/require-unit.ts';
import {
  announceNights,
  type CalendarCaller,
  type UnitCalendarDeps,
  writerOf,
} from './calendar-deps.ts';
import { claimNights, releaseNights } from './claim-nights.ts';
import { countNights, nightSchema } from './nights.ts';
import { requireAhead } from './require-ahead.ts';

const longestMinutes = 1440;

/** Nights that are kept for a booking in the making. */
export const holdRequestSchema = z
  .strictObject({
    from: nightSchema,
    to: nightSchema.describe('The date of the departure.'),
    minutes: z.int().min(1).max(longestMinutes).describe('When it ends by itself.'),
  })
  .refine(({ from, to }) => countNights({ from, to }) > 0, {
    path: ['to'],
    message: 'a date after `from`',
  });

export const holdSchema = z.object({
  id: z.uuid(),
  unit_id: z.uuid(),
  from: nightSchema,
  to: nightSchema,
  until: timestampSchema.describe('From then on the nights are free, or those of who waits.'),
});

export type Hold = z.infer<typeof holdSchema>;

/**
 * Holds nights for some minutes: all of them or none.
 * @throws NotFoundError, UnprocessableError `nights-out-of-reach`, NightsTakenError, ConflictError `busy`
 */
export async function holdNights(
  caller: CalendarCaller,
  { from, to, minutes }: z.infer<typeof holdRequestSchema>,
  deps: UnitCalendarDeps,
): Promise<Hold> {
  const unit = await requireUnit(caller.tenant, caller.unit_id, deps.units);
  const now = deps.clock();
  requireAhead([{ from, to }], { unit, now, path: () => '' });
  const hold = { id: deps.newId(), from, to, until: toTimestamp(now + minutes * 60_000) };
  const holder = { kind: 'hold' as const, id: hold.id };
  const { until } = hold;
  const request = { holder, from, to, until, waits: false };
  const { changed } = await claimNights(writerOf(caller), request, deps);
  await announceNights(caller, changed, deps);

  return { ...hold, unit_id: caller.unit_id };
}

/** Ends a hold before its time. @throws NotFoundError, ConflictError `busy` */
export async function endHold(
  caller: CalendarCaller,
  id: string,
  deps: UnitCalendarDeps,
): Promise<void> {
  await requireUnit(caller.tenant, caller.unit_id, deps.units);
  const changed = await releaseNights(writerOf(caller), { kind: 'hold', id }, deps);
  if (changed === undefined) throw new NotFoundError('There is no such hold, or it has ended.');
  await announceNights(caller, changed, deps);
}
