import * as z from 'zod';
import { addDays, daysBetween } from '../../../domain/common/day.ts';
import type { ApiState } from '../api/api-request.ts';
import { isBlocking, statuses } from './statuses.ts';
import { overlaps, type StoredReservation } from './stored-reservation.ts';

const date = z.iso.date();
const whole = z.coerce.number().int();
const termsSchema = z.object({
  arrivalDate: date.nullish(),
  departureDate: date.nullish(),
  listingMapId: whole.nullish(),
  channelId: whole.nullish(),
  status: z
    .preprocess((value) => (value === 'confirmed' ? 'new' : value), z.enum(statuses))
    .nullish(),
});

/** What a body says of when, where and in what state a reservation is. */
export type Terms = z.infer<typeof termsSchema>;

/** Reads the terms of a body; a text says what is wrong with them. */
export function readTerms(body: Readonly<Record<string, unknown>>): Terms | string {
  const { success, data, error } = termsSchema.safeParse(body);
  if (success) return data;
  const [issue] = error.issues;

  return `Reservation error: ${issue?.path.join('.')}: ${issue?.message}`;
}

/** Why a reservation cannot be; undefined when it can. `isForced`: whoever holds its nights does not matter. */
export function refusalOf(
  reservation: StoredReservation,
  state: ApiState,
  isForced: boolean,
): string | undefined {
  const { arrival, departure, status } = reservation;
  if (departure <= arrival) return 'Reservation error: departureDate must be after arrivalDate';
  if (isForced || !isBlocking(status)) return undefined;

  return isTaken(reservation, state)
    ? 'Reservation error: the listing is not available on these dates'
    : undefined;
}

function isTaken(reservation: StoredReservation, { reservations, calendars }: ApiState): boolean {
  const { id, listing_id, arrival, departure } = reservation;
  const others = reservations.staysAt(listing_id).filter((other) => other.id !== id);

  return (
    others.some((other) => isBlocking(other.status) && overlaps(other, reservation)) ||
    daysBetween(arrival, addDays(departure, -1)).some(
      (night) => calendars.day(listing_id, night).isAvailable === 0,
    )
  );
}
