import { dateTime } from '../api/listing-view.ts';
import type { ListingStore } from '../listing-store.ts';
import { emptyFields, reservationFieldTypes } from './reservation-fields.ts';
import { channels } from './statuses.ts';
import { nightsOf, type StoredReservation } from './stored-reservation.ts';

/** A reservation as the API shows it; not whole, without its custom fields and fees, which lists leave out. */
export function reservationView(
  reservation: StoredReservation,
  listings: ListingStore,
  isWhole = true,
): Record<string, unknown> {
  const { id, fields, channel_id } = reservation;
  const view: Record<string, unknown> = {};
  for (const name of reservationFieldTypes.keys()) view[name] = fields[name] ?? null;
  const channelReservation = fields.reservationId ?? String(id);

  return {
    ...view,
    ...emptyFields,
    id,
    hostawayReservationId: id,
    listingMapId: reservation.listing_id,
    listingName: listings.find(reservation.listing_id)?.fields.name ?? null,
    channelId: channel_id,
    channelName: channels.get(channel_id) ?? 'unknown',
    reservationId: channelReservation,
    channelReservationId: channelReservation,
    arrivalDate: reservation.arrival,
    departureDate: reservation.departure,
    nights: nightsOf(reservation),
    guestName: guestName(fields),
    status: reservation.status,
    cancellationDate: reservation.cancelled_on,
    reservationDate: fields.reservationDate ?? dateTime(reservation.inserted_at),
    customFieldValues: isWhole ? reservation.customFieldValues : [],
    reservationFees: isWhole ? reservation.reservationFees : [],
    insertedOn: dateTime(reservation.inserted_at),
    updatedOn: dateTime(reservation.updated_at),
    latestActivityOn: dateTime(reservation.active_at),
    ...reservation.shown_as,
  };
}

function guestName({ guestName, guestFirstName, guestLastName }: StoredReservation['fields']) {
  const parts = [guestFirstName, guestLastName].filter((part) => part !== undefined);

  return guestName ?? (parts.length === 0 ? null : parts.join(' '));
}
