import { dayOf } from '../../../domain/common/day.ts';
import type { ApiState } from '../api/api-request.ts';
import type { StoredReservation } from './stored-reservation.ts';

interface Change {
  /** Epoch ms, as the two others, which are the same unless they are forced. */
  readonly now: number;
  readonly updated_at?: number | undefined;
  readonly active_at?: number | undefined;
}

/** Keeps a reservation that has been made or changed just now. */
export function keepReservation(
  state: ApiState,
  reservation: StoredReservation,
  { now, updated_at = now, active_at = now }: Change,
): void {
  if (reservation.status === 'cancelled') reservation.cancelled_on ??= dayOf(now);
  else reservation.cancelled_on = null;
  reservation.updated_at = updated_at;
  reservation.active_at = active_at;
  state.reservations.save(reservation, now);
}
