import type { Reservation } from '../channel/reservations.ts';
import { addDays, dayOf } from '../common/day.ts';
import type { Tenant } from '../common/tenant.ts';
import { toTimestamp } from '../common/time.ts';
import { type BookingStatus, bookingId, type StoredBooking } from './booking.ts';

/** The unit that a reservation's listing is linked to. */
export interface BookedUnit {
  readonly unit_id: string;
  readonly listing_id: string;
}

/** A reservation, and whose it is. */
export interface Incoming {
  readonly tenant: Tenant;
  readonly target_id: string;
  readonly reservation: Reservation;
  /** Undefined where the reservation's listing is linked to none. */
  readonly linked: BookedUnit | undefined;
  /** Whether one that is only asked for closes its nights. */
  readonly pending_holds: boolean;
}

/** How long after a departure the guest's name is kept, in days. */
export const nameKeptDays = 90;

const elsewhere = 'it was moved to a listing of the channel that no unit is linked to';

/**
 * What a booking is to be by the state of its reservation. Undefined: there is none, and none is to be made, since nothing would hold.
 * An unknown word changes nothing but that it is flagged.
 */
export function wantedBooking(
  before: StoredBooking | undefined,
  incoming: Incoming,
  now: number,
): StoredBooking | undefined {
  const { reservation } = incoming;
  if (before === undefined) return newBooking(incoming, now);
  if (reservation.hold === 'unknown') return flagged(before, reservation);
  const unit = unitOf(before, incoming);
  const after: StoredBooking = {
    ...before,
    ...contentOf(incoming, now),
    ...(unit ?? movedAway(before)),
  };

  return withEvent(before, after);
}

function newBooking(incoming: Incoming, now: number): StoredBooking | undefined {
  const { tenant, target_id, reservation, linked } = incoming;
  if (linked === undefined || reservation.hold === 'free') return undefined;
  const { org_id, account_id } = tenant;
  const content = contentOf(incoming, now);
  const at = toTimestamp(now);

  return {
    id: bookingId(target_id, reservation.external_reservation_id),
    ...{ org_id, account_id, target_id, ...linked, ...content },
    external_reservation_id: reservation.external_reservation_id,
    ...(reservation.hold === 'unknown' && { flag: unknownWord(reservation) }),
    ...{ conflict: null, held_in: [], created_at: at, updated_at: at, version: 0 },
    to_tell: content.status === 'unknown' ? null : 'imported',
  };
}

/** The listing stays that of its unit, so that the next look does not take the move for none. */
function movedAway({ external_listing_id }: StoredBooking) {
  return { external_listing_id, status: 'cancelled' as const, holds: false, flag: elsewhere };
}

/** Where it stays in the listing it was in, it stays in its unit, linked or not: its guest comes there. */
function unitOf(before: StoredBooking, { reservation, linked }: Incoming): BookedUnit | undefined {
  const { external_listing_id } = reservation;
  const isWhereItWas =
    external_listing_id === null || external_listing_id === before.external_listing_id;
  const { unit_id, listing_id } = before;

  return linked ?? (isWhereItWas ? { unit_id, listing_id } : undefined);
}

function contentOf({ reservation, pending_holds }: Incoming, now: number) {
  const { hold, status: channel_status, updated_at: channel_updated_at, ...rest } = reservation;
  const { is_owners, guest_name, external_reservation_id: _, ...content } = rest;
  const isNameKept = addDays(reservation.departure, nameKeptDays) > dayOf(now);

  return {
    ...{ ...content, channel_status, channel_updated_at },
    status: statusOf(reservation),
    guest_name: isNameKept ? guest_name : null,
    flag: null,
    holds: hold === 'holds' || (hold === 'pending' && pending_holds),
  };
}

function statusOf({ hold, is_owners }: Reservation): BookingStatus {
  switch (hold) {
    case 'holds':
      return is_owners ? 'owner_stay' : 'confirmed';
    case 'pending':
      return 'pending';
    case 'free':
      return 'cancelled';
    case 'unknown':
      return 'unknown';
  }
}

function flagged(before: StoredBooking, reservation: Reservation): StoredBooking {
  const { status: channel_status, updated_at: channel_updated_at } = reservation;

  return { ...before, channel_status, channel_updated_at, flag: unknownWord(reservation) };
}

function unknownWord({ status }: Reservation): string {
  return `the channel calls it ${JSON.stringify(status)}, which is not known: its nights are as they were`;
}

/** What others have not been told yet of what was before is not told twice, and a new one that nobody knows of stays a new one. */
function withEvent(before: StoredBooking, after: StoredBooking): StoredBooking {
  if (toldOf(before) === toldOf(after)) return after;
  if (after.status === 'cancelled') return { ...after, to_tell: 'cancelled' };
  const isNew = ['cancelled', 'unknown'].includes(before.status) || before.to_tell === 'imported';

  return { ...after, to_tell: isNew ? 'imported' : 'modified' };
}

/** All of which a change is told. */
function toldOf({ status, unit_id, arrival, departure, total, currency, ...rest }: StoredBooking) {
  const { adults, children, infants, pets, guest_name } = rest;
  const party = [adults, children, infants, pets];

  return JSON.stringify([
    ...[status, unit_id, arrival, departure, total, currency, guest_name],
    ...party,
  ]);
}
