import { dayMs, dayOf, daysBetween, endOf } from '../common/day.ts';
import { auditKeptForDays } from '../listings/outbound-audit.ts';

/**
 * The log of a day is compared with its archive three times. `archive`: when the day is over. `check`: before the first of its rows
 * dies of its age, for what was closed late or has been lost. `clear`: when all should have died; what has not is then removed.
 */
export type Look = 'archive' | 'check' | 'clear';

/** The last look at a day of an org. */
export interface DayNote {
  readonly day: string;
  readonly look: Look;
  /** When it began, ISO 8601. */
  readonly looked_at: string;
}

/** An attempt that is under way at midnight is closed by then. */
const archiveAfterMs = 3_600_000;
/** Leaves ten days to whoever has to mend what keeps a check from succeeding. */
const checkAfterMs = (auditKeptForDays - 10) * dayMs;
/** DynamoDB removes what has expired within a few days, most of it much sooner. */
const clearAfterMs = (auditKeptForDays + 2) * dayMs;
/** Older days are not looked for. By then there is nothing of them but what nobody has looked after for a month. */
const oldestMs = (auditKeptForDays + 30) * dayMs;

/** The look that a day is due for, if any. */
export function dueLook(day: string, note: DayNote | undefined, now: number): Look | undefined {
  const age = now - endOf(day);
  if (note?.look === 'clear') return undefined;
  if (age >= clearAfterMs) return 'clear';
  if (note?.look === 'check') return undefined;
  if (age >= checkAfterMs) return 'check';

  return note === undefined && age >= archiveAfterMs ? 'archive' : undefined;
}

/** Whether no row of a day has died of its age yet: they begin to at the hour of the day's beginning. */
export function isWhole(day: string, now: number): boolean {
  return now < endOf(day) - dayMs + auditKeptForDays * dayMs;
}

/** The days that may be due for a look, the oldest first; none before `since` (epoch ms). */
export function daysToLookAt(since: number, now: number): string[] {
  return daysBetween(dayOf(Math.max(since, now - oldestMs)), dayOf(now));
}
