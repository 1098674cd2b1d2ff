import * as z from 'zod';

/** What has been written to one day of a listing's calendar; null where nothing has. */
export const storedDaySchema = z.object({
  id: z.int(),
  isAvailable: z.int().min(0).max(1).nullable(),
  price: z.number().nullable(),
  minimumStay: z.int().nullable(),
  maximumStay: z.int().nullable(),
  closedOnArrival: z.int().min(0).max(1).nullable(),
  closedOnDeparture: z.int().min(0).max(1).nullable(),
  note: z.string().nullable(),
  desiredUnitsToSell: z.int().nullable(),
  /** Epoch ms. */
  written_at: z.number(),
});

export type StoredDay = z.infer<typeof storedDaySchema>;

/** The fields of a day that a caller may write. */
export type DayFields = Partial<Omit<StoredDay, 'id' | 'written_at'>>;

/** A day to which nothing has been written. */
export function untouchedDay(id: number): StoredDay {
  return {
    id,
    isAvailable: null,
    price: null,
    minimumStay: null,
    maximumStay: null,
    closedOnArrival: null,
    closedOnDeparture: null,
    note: null,
    desiredUnitsToSell: null,
    written_at: 0,
  };
}
