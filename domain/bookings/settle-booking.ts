import { isDeepStrictEqual } from 'node:util';
import { announceNights, type UnitCalendarDeps } from '../calendar/calendar-deps.ts';
import { claimNights, releaseNights, type TakenNight } from '../calendar/claim-nights.ts';
import type { Holder } from '../calendar/night.ts';
import { countNights, type NightRange, rangesOf } from '../calendar/nights.ts';
import { addDays, dayMs, dayOf } from '../common/day.ts';
import { nameBasedId } from '../common/ids.ts';
import { toTimestamp } from '../common/time.ts';
import type { BookingStore, StoredBooking } from './booking.ts';

export interface BookingDeps
  extends Pick<UnitCalendarDeps, 'calendars' | 'clock' | 'events' | 'report'> {
  readonly bookings: BookingStore;
}

/** A longer stay is a slip; what is beyond has no room in one transaction of the calendar. */
const mostNights = 1_100;

/**
 * Makes the calendars agree with a booking as it is stored, tells others what they have still to be told, and notes that. Repeated after
 * a crash at any place it comes to the same: a night is closed in the new unit before it is free in the old one.
 * @returns the booking, and the units with nights that are not as before; undefined when it has changed meanwhile
 */
export async function settleBooking(
  booking: StoredBooking,
  trace_id: string,
  deps: BookingDeps,
): Promise<{ readonly booking: StoredBooking; readonly moved: readonly string[] } | undefined> {
  const { conflict, moved } = await placeNights(booking, trace_id, deps);
  await tell(booking, trace_id, deps);
  const after = { ...booking, conflict, to_tell: null };
  if (isDeepStrictEqual(after, booking))
    return moved.length === 0 || (await isCurrent(booking, deps)) ? { booking, moved } : undefined;
  const kept = await deps.bookings.put(booking, after);

  return kept && { booking: kept, moved };
}

/** Whoever has changed nights by a booking that another has changed by then must do so again. */
async function isCurrent(booking: StoredBooking, { bookings }: BookingDeps): Promise<boolean> {
  const now = await bookings.get(booking, booking.id);

  return now?.version === booking.version;
}

async function placeNights(
  booking: StoredBooking,
  trace_id: string,
  deps: BookingDeps,
): Promise<{ conflict: StoredBooking['conflict']; moved: readonly string[] }> {
  const { org_id, account_id, unit_id } = booking;
  const holder: Holder = { kind: 'booking', id: booking.id };
  const range = nightsOfStay(booking);
  const stays = booking.holds && countNights(range) > 0;
  const moved: string[] = [];
  const changed = async (unit: string, ranges: readonly NightRange[]) => {
    if (ranges.length > 0) moved.push(unit);
    const tenant = { org_id, account_id };
    await announceNights({ tenant, unit_id: unit, trace_id }, ranges, deps);
  };

  let waiting: readonly TakenNight[] = [];
  if (stays) {
    const unit = { org_id, account_id, unit_id, trace_id };
    const claimed = await claimNights(unit, { ...range, holder, waits: true }, deps);
    waiting = claimed.waiting;
    await changed(unit_id, claimed.changed);
  }
  for (const left of booking.held_in.filter((unit) => !stays || unit !== unit_id)) {
    const unit = { org_id, account_id, unit_id: left, trace_id };
    await changed(left, (await releaseNights(unit, holder, deps)) ?? []);
  }

  return { conflict: conflictOf(waiting, deps.clock()), moved };
}

function nightsOfStay({ arrival, departure }: StoredBooking): NightRange {
  const last = addDays(arrival, mostNights);

  return { from: arrival, to: departure < last ? departure : last };
}

/** Nobody has to find a bed for a night that is over; a day later than anywhere on earth. */
function conflictOf(waiting: readonly TakenNight[], now: number): StoredBooking['conflict'] {
  const open = waiting.filter(({ date }) => date >= dayOf(now - dayMs));
  const byHolder = Map.groupBy(open, ({ holder }) => `${holder.kind}#${holder.id}`);
  const collisions = [...byHolder.values()].flatMap((nights) =>
    rangesOf(nights.map(({ date }) => date)).flatMap((range) =>
      nights.slice(0, 1).map(({ holder }) => ({ ...range, holder })),
    ),
  );

  return collisions.length === 0 ? null : collisions;
}

/** At least once, with one id: before it is noted as told. */
async function tell(booking: StoredBooking, trace_id: string, deps: BookingDeps): Promise<void> {
  const { id, org_id, account_id, target_id, listing_id, unit_id, to_tell } = booking;
  if (to_tell === null) return;
  const { external_reservation_id, status, arrival, departure, channel_updated_at } = booking;
  await deps.events.publish([
    {
      name: `channel.booking.${to_tell}`,
      ...{ org_id, account_id, target_id, listing_id, unit_id, trace_id },
      event_id: nameBasedId(`${id}|${to_tell}|${channel_updated_at}`),
      occurred_at: toTimestamp(deps.clock()),
      booking: { id, external_reservation_id, status, arrival, departure, channel_updated_at },
    },
  ]);
}
