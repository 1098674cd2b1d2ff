import type { ApiState } from '../api/api-request.ts';
import { reservationView } from '../reservations/reservation-view.ts';
import { isBlocking } from '../reservations/statuses.ts';
import { isNightOf } from '../reservations/stored-reservation.ts';
import type { StoredListing } from '../stored-listing.ts';
import { dayView } from './day-view.ts';
import type { Interval } from './read-interval.ts';
import type { DayFields, StoredDay } from './stored-day.ts';

/** A night that a reservation holds stays held whatever is written, and nobody is told. */
export function writeDays(
  { calendars, reservations, settings }: ApiState,
  listingId: number,
  { dates, fields, now }: Interval & { readonly now: number },
): void {
  const { isAvailable: _, ...held } = fields;
  const stays = reservations.staysAt(listingId).filter(({ status }) => isBlocking(status));
  const fieldsOn = (date: string): DayFields =>
    !settings.keepsBlocksUnderReservations && stays.some((stay) => isNightOf(stay, date))
      ? held
      : fields;

  calendars.write(listingId, new Map(dates.map((date) => [date, fieldsOn(date)])), now);
}

interface Wanted {
  readonly listing: StoredListing;
  readonly dates: readonly string[];
  readonly dayOf: (date: string) => StoredDay;
  /** With the reservations of each day. */
  readonly isWhole: boolean;
  readonly now: number;
}

/** Days as the API shows them. */
export function shownDays(
  { reservations, listings, settings }: ApiState,
  { listing, dates, dayOf, isWhole, now }: Wanted,
) {
  const all = reservations
    .staysAt(listing.id)
    .filter(({ status }) => isBlocking(status) || status === 'pending');

  return dates.map((date) => {
    const day = dayOf(date);
    const stays = all.filter((stay) => isNightOf(stay, date));
    const isProcessed = now >= day.written_at + settings.calendarProcessMs;

    return {
      ...dayView({ listing, date, day, stays, isProcessed }),
      reservations: isWhole ? stays.map((stay) => reservationView(stay, listings)) : [],
    };
  });
}
