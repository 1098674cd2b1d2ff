import { bookingId, type StoredBooking } from '../../domain/bookings/booking.ts';
import { aTarget } from './target.ts';
import { uuidOf } from './uuid-of.ts';

/** A booking of three nights that has its nights and of which all have been told. */
export function aBooking(over: Partial<StoredBooking> = {}): StoredBooking {
  const { org_id, account_id, id: target_id } = aTarget();
  const external_reservation_id = over.external_reservation_id ?? '33';
  const unit_id = over.unit_id ?? uuidOf(40_199);

  return {
    id: bookingId(over.target_id ?? target_id, external_reservation_id),
    ...{ org_id, account_id, target_id, unit_id, listing_id: uuidOf(1), external_reservation_id },
    ...{ external_listing_id: '40199', source: 'airbnbOfficial', source_reference: 'HMABCDEF' },
    ...{ status: 'confirmed', channel_status: 'new', arrival: '2099-07-01' },
    ...{ departure: '2099-07-04', adults: 2, children: 0, infants: 0, pets: 0, total: 45_000 },
    ...{ currency: 'EUR', guest_name: 'Ada Lovelace', conflict: null, flag: null, warnings: [] },
    channel_updated_at: '2026-06-01T10:00:00.000Z',
    ...{ created_at: '2026-06-01T10:00:01.000Z', updated_at: '2026-06-01T10:00:01.000Z' },
    ...{ holds: true, held_in: [unit_id], to_tell: null, version: 0 },
    ...over,
  };
}
