import { toTimestamp } from './time.ts';

export const dayMs = 86_400_000;

/** The day of a moment in UTC: `2026-01-31`. */
export function dayOf(epochMs: number): string {
  return toTimestamp(epochMs).slice(0, 'yyyy-mm-dd'.length);
}

/** When a day ends, which is when the next one begins, epoch ms. */
export function endOf(day: string): number {
  return Date.parse(`${day}T00:00:00.000Z`) + dayMs;
}

/** The day so many days later; earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00.000Z`) + days * dayMs);
}

export function dayAfter(day: string): string {
  return addDays(day, 1);
}

/** The days from one to another, both included, the oldest first. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = dayAfter(day)) days.push(day);

  return days;
}
