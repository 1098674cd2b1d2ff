import * as z from 'zod';
import { holderSchema } from '../calendar/night.ts';
import { nightSchema } from '../calendar/nights.ts';
import { nameBasedId } from '../common/ids.ts';
import type { Page, PageRequest } from '../common/page.ts';
import { type Tenant, tenantSchema } from '../common/tenant.ts';
import { timestampSchema } from '../common/time.ts';

const count = z.int().nullable();

/** `unknown`: the channel uses a word that is not known, see `flag`. */
export const bookingStatusSchema = z.enum([
  'confirmed',
  'owner_stay',
  'pending',
  'cancelled',
  'unknown',
]);

/** Nights that a booking wants and somebody else has. */
const collisionSchema = z.object({
  from: nightSchema,
  to: nightSchema.describe('The first night after them.'),
  holder: holderSchema,
});

/** A stay that came in from a channel: our stand-in for what the Bookings domain will have. */
export const bookingSchema = z.object({
  id: z.uuid(),
  ...tenantSchema.shape,
  unit_id: z.uuid(),
  target_id: z.uuid(),
  listing_id: z.uuid(),
  external_reservation_id: z.string(),
  external_listing_id: z.string().nullable(),
  source: z.string().nullable().meta({ description: 'Where the guest has booked.' }),
  source_reference: z.string().nullable().meta({ description: 'What it is called there.' }),
  status: bookingStatusSchema,
  channel_status: z.string().meta({ description: "The channel's own word." }),
  arrival: nightSchema,
  departure: nightSchema,
  ...{ adults: count, children: count, infants: count, pets: count },
  total: z.int().nullable().meta({ description: 'In minor units, as the channel says it.' }),
  currency: z.string().nullable(),
  guest_name: z.string().nullable().meta({
    description: 'All that is kept of the person; it goes 90 days after the departure.',
  }),
  conflict: z.array(collisionSchema).readonly().nullable().meta({
    description: 'Nights that others have: its guest has nowhere to sleep then. Null: none.',
  }),
  flag: z.string().nullable().meta({ description: 'What a person should look at; null: nothing.' }),
  warnings: z.array(z.string()).readonly(),
  channel_updated_at: timestampSchema,
  created_at: timestampSchema,
  updated_at: timestampSchema,
});

export type Booking = z.infer<typeof bookingSchema>;

export const bookingEvents = ['imported', 'modified', 'cancelled'] as const;

/** A booking with what only its rules need of it. */
export const storedBookingSchema = bookingSchema.extend({
  /** Whether its nights are closed. */
  holds: z.boolean(),
  /**
   * All the units it has ever been in. Whoever settled it by an older state and died may have claimed nights there after they were let go,
   * so that they are let go again each time.
   */
  held_in: z.array(z.uuid()).readonly(),
  /** What others have still to be told; null: nothing. */
  to_tell: z.enum(bookingEvents).nullable(),
  /** Rises by one with every write. */
  version: z.int().min(0),
});

export type StoredBooking = z.infer<typeof storedBookingSchema>;
export type BookingStatus = z.infer<typeof bookingStatusSchema>;

/** What others are told of a booking: nothing of the person. Events may come late; the one with the last change is right. */
export type ToldBooking = Pick<
  Booking,
  'id' | 'external_reservation_id' | 'status' | 'arrival' | 'departure' | 'channel_updated_at'
>;

/** The id of the booking that a reservation of a target is: a stay is never known by its dates, which several can have. */
export function bookingId(targetId: string, externalReservationId: string): string {
  return nameBasedId(`booking|${targetId}|${externalReservationId}`);
}

/** Which bookings are wanted; what is absent does not matter. */
export interface BookingFilter {
  readonly target_id?: string | undefined;
  readonly unit_id?: string | undefined;
  readonly status?: BookingStatus | undefined;
  /** Whether it is in a conflict. */
  readonly conflict?: boolean | undefined;
}

export interface BookingStore {
  /** Read consistently. */
  get(tenant: Tenant, id: string): Promise<StoredBooking | undefined>;
  /** Writes a booking at the version after the one that was read; undefined, and nothing written, when it has changed since. */
  put(before: StoredBooking | undefined, after: StoredBooking): Promise<StoredBooking | undefined>;
  /** The ids of all that are in a conflict, and their units; of one target where it is named. */
  conflicts(
    tenant: Tenant,
    targetId?: string,
  ): Promise<readonly { readonly id: string; readonly unit_id: string }[]>;
}

export interface BookingLists {
  /** The newest arrival first. */
  list(tenant: Tenant, filter: BookingFilter, page: PageRequest): Promise<Page<Booking>>;
}
