import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '../common/errors.ts';
import type { Tenant } from '../common/tenant.ts';
import { toTimestamp } from '../common/time.ts';
import { bookingId, type StoredBooking } from './booking.ts';
import { type BookingDeps, settleBooking } from './settle-booking.ts';
import { type Incoming, wantedBooking } from './wanted-booking.ts';

/** Writers of one booking at one moment that all get through. */
const maxRounds = 20;

/**
 * What has become of a booking. `unchanged`: it was so already, or is newer than what was told. `none`: there is none, and none was
 * to be made.
 */
export interface Applied {
  readonly outcome: 'changed' | 'unchanged' | 'none';
  readonly booking?: StoredBooking;
}

/**
 * Makes a booking of what a channel says of a reservation, with its nights. May be repeated and be called by several at once: an older
 * state never replaces a newer one, and whoever comes last leaves the calendar as the booking says, also after others that have died.
 * @throws ConflictError `busy`
 */
export async function applyReservation(
  incoming: Incoming,
  trace_id: string,
  deps: BookingDeps,
): Promise<Applied> {
  const { tenant, target_id, reservation } = incoming;
  const id = bookingId(target_id, reservation.external_reservation_id);

  return change({ tenant, id, trace_id }, deps, (before) =>
    before !== undefined && reservation.updated_at < before.channel_updated_at
      ? before
      : wantedBooking(before, incoming, deps.clock()),
  );
}

/**
 * The channel has no such reservation any more. What is booked stays booked, with a flag: of all reasons for such an answer, a guest who
 * does not come is one, and a guest without a bed the worse mistake.
 */
export async function flagGone(
  gone: { readonly tenant: Tenant; readonly target_id: string; readonly external_id: string },
  trace_id: string,
  deps: BookingDeps,
): Promise<Applied> {
  const { tenant, target_id, external_id } = gone;
  const id = bookingId(target_id, external_id);
  const flag = 'the channel does not have it any more, and never said that it was cancelled';

  return change({ tenant, id, trace_id }, deps, (before) =>
    before === undefined || before.status === 'cancelled' ? before : { ...before, flag },
  );
}

interface Which {
  readonly tenant: Tenant;
  readonly id: string;
  readonly trace_id: string;
}

/** Writes what a booking is to be before its nights are changed, so that a crash in between is seen by whoever comes next. */
async function change(
  { tenant, id, trace_id }: Which,
  deps: BookingDeps,
  wantedOf: (before: StoredBooking | undefined) => StoredBooking | undefined,
): Promise<Applied> {
  let outcome: Applied['outcome'] = 'unchanged';
  for (let round = 0; round < maxRounds; round += 1) {
    const before = await deps.bookings.get(tenant, id);
    const wanted = wantedOf(before);
    if (wanted === undefined) return { outcome: 'none' };
    const isSame = before !== undefined && isDeepStrictEqual(before, wanted);
    if (!isSame) outcome = 'changed';
    const kept = isSame ? before : await deps.bookings.put(before, begun(wanted, deps.clock()));
    const settled = kept && (await settleBooking(kept, trace_id, deps));
    if (settled === undefined) continue;
    await reviewConflicts({ tenant, trace_id, units: settled.moved, but: id }, deps);
    return { outcome, booking: settled.booking };
  }
  throw new ConflictError('busy', 'The booking is being written to by many at once.');
}

/** With its unit noted before it has nights there. */
function begun(wanted: StoredBooking, now: number): StoredBooking {
  const held_in = [...new Set([...wanted.held_in, wanted.unit_id])];

  return { ...wanted, held_in, updated_at: toTimestamp(now) };
}

/** Looks at the bookings again that had no place in these units: nights that became free are theirs now. */
export async function reviewConflicts(
  {
    tenant,
    trace_id,
    units,
    but,
  }: {
    readonly tenant: Tenant;
    readonly trace_id: string;
    readonly units: readonly string[];
    readonly but?: string;
  },
  deps: BookingDeps,
): Promise<void> {
  if (units.length === 0) return;
  for (const { id, unit_id } of await deps.bookings.conflicts(tenant)) {
    if (id === but || !units.includes(unit_id)) continue;
    for (let round = 0; round < maxRounds; round += 1) {
      const booking = await deps.bookings.get(tenant, id);
      if (booking === undefined || (await settleBooking(booking, trace_id, deps))) break;
    }
  }
}
