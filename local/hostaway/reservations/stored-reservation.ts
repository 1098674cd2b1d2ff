import * as z from 'zod';
import { dayMs } from '../../../domain/common/day.ts';

/** A reservation as the simulator keeps it. */
export const storedReservationSchema = z.object({
  id: z.int(),
  account_id: z.int(),
  listing_id: z.int(),
  channel_id: z.int(),
  status: z.string(),
  /** `YYYY-MM-DD`; the last night is the one before the departure. */
  arrival: z.string(),
  departure: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  customFieldValues: z.array(z.record(z.string(), z.unknown())),
  reservationFees: z.array(z.record(z.string(), z.unknown())),
  /** What is shown in place of the truth, such as a date that is none. */
  shown_as: z.record(z.string(), z.unknown()).default({}),
  /** `YYYY-MM-DD`. */
  cancelled_on: z.string().nullable(),
  /** Epoch ms. */
  inserted_at: z.number(),
  updated_at: z.number(),
  active_at: z.number(),
});

export type StoredReservation = z.infer<typeof storedReservationSchema>;

type Place = Pick<StoredReservation, 'id' | 'account_id' | 'listing_id' | 'channel_id'>;
type Stay = Pick<StoredReservation, 'arrival' | 'departure'>;

/** A reservation of which nothing but the terms is known yet. */
export function newReservation(
  place: Place,
  terms: Stay & Pick<StoredReservation, 'status'>,
  now: number,
): StoredReservation {
  return {
    ...place,
    ...terms,
    fields: {},
    customFieldValues: [],
    reservationFees: [],
    shown_as: {},
    cancelled_on: null,
    inserted_at: now,
    updated_at: now,
    active_at: now,
  };
}

/** Whether the night that begins on a date is one of a stay's. */
export function isNightOf({ arrival, departure }: Stay, date: string): boolean {
  return arrival <= date && date < departure;
}

/** Whether two stays share a night. */
export function overlaps(a: Stay, b: Stay): boolean {
  return a.arrival < b.departure && b.arrival < a.departure;
}

/** How many nights a stay has. */
export function nightsOf({ arrival, departure }: Stay): number {
  return (Date.parse(departure) - Date.parse(arrival)) / dayMs;
}
