import { daysBetween } from '../../../domain/common/day.ts';
import type { ApiState } from '../api/api-request.ts';
import { preciseNow } from '../precise-now.ts';
import { shownDays, writeDays } from './calendar-days.ts';
import { type IntervalInput, intervalSchema } from './read-interval.ts';

/** Calendars as whoever works in Hostaway's dashboard, or with another program, sees and changes them. */
export class OperatorCalendars {
  readonly #state: ApiState;

  constructor(state: ApiState) {
    this.#state = state;
  }

  /** False for an unknown listing. @throws z.ZodError */
  write(listingId: number, input: IntervalInput): boolean {
    const interval = intervalSchema.parse(input);
    const isThere = this.#state.listings.find(listingId) !== undefined;
    if (isThere) writeDays(this.#state, listingId, { ...interval, now: preciseNow() });

    return isThere;
  }

  /** The days as they are, with their reservations; `YYYY-MM-DD`, both included. None for an unknown listing. */
  days(listingId: number, startDate: string, endDate: string) {
    const listing = this.#state.listings.find(listingId);
    if (listing === undefined) return [];

    return shownDays(this.#state, {
      listing,
      dates: daysBetween(startDate, endDate),
      dayOf: (date) => this.#state.calendars.day(listingId, date),
      isWhole: true,
      now: preciseNow(),
    });
  }
}
