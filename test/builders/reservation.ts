import type { Reservation } from '../../domain/channel/reservations.ts';

/** A stay of three nights of a party of two, booked at Airbnb. */
export function aReservation(over: Partial<Reservation> = {}): Reservation {
  return {
    ...{ external_reservation_id: '33', external_listing_id: '40199', source: 'airbnbOfficial' },
    ...{ source_reference: 'HMABCDEF', status: 'new', hold: 'holds', is_owners: false },
    ...{ arrival: '2026-07-01', departure: '2026-07-04' },
    ...{ adults: 2, children: 0, infants: 0, pets: 0, total: 45_000, currency: 'EUR' },
    ...{ guest_name: 'Ada Lovelace', updated_at: '2026-06-01T10:00:00.000Z', warnings: [] },
    ...over,
  };
}
