import * as z from 'zod';

/** `YYYY-MM-DD HH:MM:SS`, in UTC. */
const moment = z.string().refine((text) => Number.isFinite(epochMsOf(text)));

const forced = {
  /** `YYYY-MM-DD HH:MM:SS`, in UTC; forces what the API shows. */
  insertedOn: moment.optional(),
  updatedOn: moment.optional(),
  latestActivityOn: moment.optional(),
  /** Fields as the API and webhooks show them whatever is true: of another type, null, or none that there is. */
  shown_as: z.record(z.string(), z.unknown()).optional(),
  /** Nobody is told of it. */
  quiet: z.boolean().default(false),
};

/** A reservation as a channel makes it: besides these, any field of one by the API's name. `guestName: null`: no guest is named. */
export const bookingSchema = z.looseObject({
  ...forced,
  id: z.int().positive().optional(),
  /** That of the listing unless the listing is not there. */
  account_id: z.int().optional(),
  listingMapId: z.int(),
  channelId: z.int().default(2018),
  arrivalDate: z.iso.date(),
  departureDate: z.iso.date(),
  /** Also one that nobody knows. */
  status: z.string().default('new'),
});

/** What a channel changes in one; what is left out stays. */
export const bookingChangeSchema = z.looseObject({
  ...forced,
  arrivalDate: z.iso.date().optional(),
  departureDate: z.iso.date().optional(),
  status: z.string().optional(),
});

export type BookingInput = z.input<typeof bookingSchema>;
export type BookingChangeInput = z.input<typeof bookingChangeSchema>;
export type Forced = z.output<z.ZodObject<typeof forced>>;

/** A moment of the API as epoch ms; NaN for what is none. */
export function epochMsOf(moment: string): number {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(moment)
    ? Date.parse(`${moment.replace(' ', 'T')}Z`)
    : Number.NaN;
}

/** What a channel says of a booking unless something else is given; null for no guest's name. */
export function usualFields(id: number, guestName: unknown) {
  const code = `HM${id.toString(36).toUpperCase()}`;
  const guest =
    guestName === null
      ? {}
      : {
          guestFirstName: 'Robin',
          guestLastName: `Guest ${id}`,
          guestEmail: `guest-${id}@guests.test`,
        };

  return {
    ...guest,
    reservationId: code,
    confirmationCode: code,
    currency: 'EUR',
    numberOfGuests: 2,
    adults: 2,
    children: 0,
    infants: 0,
    pets: 0,
  };
}
