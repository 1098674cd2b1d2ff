import type { ReservationSource } from '../channel/reservations.ts';
import { ConflictError } from '../common/errors.ts';
import { type ReadChannelDeps, readChannel } from '../targets/read-channel.ts';
import type { StoredTarget } from '../targets/target.ts';

export interface CallBookingsDeps {
  /** To call channels with. */
  readonly channels: ReadChannelDeps;
}

/** Calls a target's channel about its bookings. @throws ConflictError `no-bookings`, and as `readChannel` */
export function callBookings<T>(
  target: StoredTarget,
  { channels }: CallBookingsDeps,
  call: (bookings: ReservationSource) => Promise<T>,
): Promise<T> {
  return readChannel(
    target,
    async ({ bookings }) => {
      if (bookings !== undefined) return call(bookings);
      throw new ConflictError('no-bookings', 'Bookings do not come in from this channel.');
    },
    channels,
  );
}
