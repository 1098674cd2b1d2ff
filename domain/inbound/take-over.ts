import type { TargetWatch } from '../alerts/watch.ts';
import { type Applied, applyReservation, flagGone } from '../bookings/apply-reservation.ts';
import type { BookingDeps } from '../bookings/settle-booking.ts';
import type { BookedUnit } from '../bookings/wanted-booking.ts';
import type { Reservation, UnreadableReservation } from '../channel/reservations.ts';
import type { Tenant } from '../common/tenant.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { Closing } from './inbound-log.ts';

export interface TakeOverDeps extends BookingDeps {
  readonly links: {
    /** The unit that a channel's listing is linked to by this target. */
    unitOf(
      tenant: Tenant,
      targetId: string,
      externalListingId: string,
    ): Promise<BookedUnit | undefined>;
  };
  readonly watch: TargetWatch;
}

/** What was found at a channel under the id of a reservation. */
export interface Found {
  readonly target: StoredTarget;
  readonly external_id: string;
  /** Undefined: nothing. */
  readonly reservation: Reservation | UnreadableReservation | undefined;
}

/** Makes of it what it is to be here. Answers how the row ends that told of it. @throws ConflictError `busy` */
export async function takeOver(
  found: Found,
  trace_id: string,
  deps: TakeOverDeps,
): Promise<Closing> {
  const { reservation } = found;
  if (reservation === undefined) return gone(found, trace_id, deps);
  if ('problem' in reservation)
    return { processing_status: 'failed', error_message: reservation.problem, listing_id: null };
  const { target, external_id } = found;
  const { external_listing_id } = reservation;
  const linked =
    external_listing_id === null
      ? undefined
      : await deps.links.unitOf(target, target.id, external_listing_id);
  const applied = await applyReservation(
    {
      tenant: target,
      target_id: target.id,
      // The id by which it was asked for, whatever it says of itself.
      reservation: { ...reservation, external_reservation_id: external_id },
      linked,
      pending_holds: target.settings.pending_holds_nights === true,
    },
    trace_id,
    deps,
  );
  if (applied.booking === undefined) return nothing(reservation, linked);
  if (applied.booking.conflict !== null) await deps.watch.mark(target, 'bookings');

  return closingOf(applied.booking);
}

function closingOf({ listing_id, status, flag }: NonNullable<Applied['booking']>): Closing {
  return {
    ...{ processing_status: 'success', error_message: flag, listing_id },
    ...(status === 'cancelled' && { event_type: 'booking_cancelled' as const }),
  };
}

async function gone(
  { target, external_id }: Found,
  trace_id: string,
  deps: TakeOverDeps,
): Promise<Closing> {
  const which = { tenant: target, target_id: target.id, external_id };
  const { booking } = await flagGone(which, trace_id, deps);
  const error_message = 'the channel has no such reservation, and no booking was known';
  if (booking === undefined)
    return { processing_status: 'ignored', error_message, listing_id: null };

  return closingOf(booking);
}

function nothing(
  { external_listing_id, status }: Reservation,
  linked: BookedUnit | undefined,
): Closing {
  const error_message =
    linked === undefined
      ? `the channel's listing ${external_listing_id ?? '(none)'} is linked to no unit by this target`
      : `it is ${status}, and no booking was known that could be`;

  return {
    ...{ processing_status: 'ignored', error_message },
    listing_id: linked?.listing_id ?? null,
  };
}
