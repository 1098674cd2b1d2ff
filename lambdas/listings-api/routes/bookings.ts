import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { listBookings, listUnitBookings } from '../../../adapters/http/routes/bookings.ts';
import type { BookingLists } from '../../../domain/bookings/booking.ts';
import type { UnitsById } from '../../../domain/supply/require-unit.ts';
import { requireUnit } from '../../../domain/supply/require-unit.ts';

export interface BookingRouteDeps {
  readonly bookings: BookingLists;
  readonly units: UnitsById;
}

/** The calls that show bookings. */
export function bookingRoutes({ bookings, units }: BookingRouteDeps): BoundRoute[] {
  return [
    bind(listUnitBookings, async ({ principal, params: { id: unit_id }, query }) => {
      await requireUnit(principal, unit_id, units);
      return { status: 200, body: await bookings.list(principal, { unit_id }, query) };
    }),
    bind(listBookings, async ({ principal, query: { limit, cursor, conflict, ...filter } }) => {
      const wanted = { ...filter, ...(conflict && { conflict: conflict === 'true' }) };
      return { status: 200, body: await bookings.list(principal, wanted, { limit, cursor }) };
    }),
  ];
}
