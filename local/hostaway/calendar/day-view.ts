import { isBlocking } from '../reservations/statuses.ts';
import type { StoredReservation } from '../reservations/stored-reservation.ts';
import type { StoredListing } from '../stored-listing.ts';
import type { StoredDay } from './stored-day.ts';

export interface DayContext {
  readonly listing: StoredListing;
  readonly date: string;
  readonly day: StoredDay;
  /** Those that block the night that begins on the date, and those that are pending on it. */
  readonly stays: readonly StoredReservation[];
  /** Whether the day has reached the channels; nobody can tell from here, so it is a matter of time. */
  readonly isProcessed: boolean;
}

/** A day of the calendar of a listing with one unit, but for `reservations`. */
export function dayView({ listing, date, day, stays, isProcessed }: DayContext) {
  const { fields } = listing;
  const blocking = stays.filter(({ status }) => isBlocking(status)).length;
  const pending = stays.length - blocking;
  const isBlocked = day.isAvailable === 0;
  const free = blocking > 0 || isBlocked ? 0 : 1;

  return {
    id: day.id,
    date,
    isAvailable: free,
    isProcessed: Number(isProcessed),
    status: statusOf({ blocking, pending, isBlocked }),
    price: day.price ?? fields.price ?? null,
    minimumStay: day.minimumStay ?? fields.minNights ?? 1,
    maximumStay: day.maximumStay ?? fields.maxNights ?? 365,
    closedOnArrival: day.closedOnArrival ?? 0,
    closedOnDeparture: day.closedOnDeparture ?? 0,
    note: day.note,
    countAvailableUnits: free,
    availableUnitsToSell: free,
    countPendingUnits: pending,
    countBlockingReservations: blocking,
    countBlockedUnits: Number(isBlocked && blocking === 0),
    desiredUnitsToSell: day.desiredUnitsToSell,
  };
}

interface Holders {
  readonly blocking: number;
  readonly pending: number;
  readonly isBlocked: boolean;
}

/** Two reservations that block one night, as after a forced overbooking, are in conflict. */
function statusOf({ blocking, pending, isBlocked }: Holders): string {
  if (blocking > 0) return blocking > 1 ? 'conflicted' : 'reserved';
  if (isBlocked) return 'blocked';

  return pending > 0 ? 'pending' : 'available';
}
