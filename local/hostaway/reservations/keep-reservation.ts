import { dayOf } from '../../../domain/common/day.ts';
import type { ApiState } from '../api/api-request.ts';
import { reservationView } from './reservation-view.ts';
import type { StoredReservation } from './stored-reservation.ts';

interface Change {
  /** Epoch ms, as the two others, which are the same unless they are forced. */
  readonly now: number;
  readonly updated_at?: number | undefined;
  readonly active_at?: number | undefined;
  /** Nobody is told of it. */
  readonly quiet?: boolean;
}

/** Keeps a reservation that has been made or changed just now, and tells the account's webhooks. */
export function keepReservation(
  state: ApiState,
  reservation: StoredReservation,
  { now, updated_at = now, active_at = now, quiet = false }: Change,
): void {
  if (reservation.status === 'cancelled') reservation.cancelled_on ??= dayOf(now);
  else reservation.cancelled_on = null;
  reservation.updated_at = updated_at;
  reservation.active_at = active_at;
  const isNew = state.reservations.find(reservation.id) === undefined;
  state.reservations.save(reservation, now);
  if (quiet) return;
  state.deliveries.announce({
    account_id: reservation.account_id,
    object: 'reservation',
    event: isNew ? 'reservation.created' : 'reservation.updated',
    object_id: reservation.id,
    listing_id: reservation.listing_id,
    data: reservationView(reservation, state.listings),
  });
}
