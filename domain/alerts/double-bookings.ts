import type { Booking, BookingStore } from '../bookings/booking.ts';
import { inParallel } from '../common/in-parallel.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';
import type { Condition } from './alert-changes.ts';

/** A booking without all of its nights, and those bookings that have them. */
export interface Collision {
  readonly booking: Booking;
  readonly others: readonly Booking[];
}

/** More at once need somebody to look at the whole account, and not at each. */
const mostTold = 50;
const atOnce = 8;

/** The bookings of a target that are in a conflict. */
export async function collisionsOf(
  target: TargetIdentity,
  bookings: Pick<BookingStore, 'conflicts' | 'get'>,
): Promise<readonly Collision[]> {
  const found = await bookings.conflicts(target, target.id);
  const read = await inParallel(found.slice(0, mostTold), atOnce, async ({ id }) => {
    const booking = await bookings.get(target, id);
    if (booking === undefined || booking.conflict === null) return [];
    const holders = booking.conflict.flatMap(({ holder }) =>
      holder.kind === 'booking' ? [holder.id] : [],
    );
    const others = await inParallel([...new Set(holders)], 1, (other) =>
      bookings.get(target, other),
    );
    return [{ booking, others: others.filter((other) => other !== undefined) }];
  });

  return read.flat();
}

/** One for each booking: two guests have the same nights, and whoever finds the one a bed need not be told of the others. */
export function doubleBookings(collisions: readonly Collision[]): Condition[] {
  return collisions.map(({ booking, others }) => ({
    rule: 'double_booking' as const,
    message: messageOf(booking, others),
    ...{ value: null, threshold: null },
    subject: booking.id,
    listing_id: booking.listing_id,
  }));
}

function messageOf(booking: Booking, others: readonly Booking[]): string {
  const nights = (booking.conflict ?? []).map(({ from, to, holder }) => {
    const other = others.find(({ id }) => id === holder.id);
    return `from ${from} to ${to}, which ${other ? named(other) : `a ${holder.kind}`} has`;
  });

  return `${named(booking)} has no place in its unit ${nights.join(', and ')}`;
}

function named({ id, arrival, departure }: Booking): string {
  return `booking ${id} (${arrival} to ${departure})`;
}
