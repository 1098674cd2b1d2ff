import * as z from 'zod';
import {
  type Booking,
  bookingSchema,
  type StoredBooking,
  storedBookingSchema,
} from '../../../domain/bookings/booking.ts';
import { nameKeptDays } from '../../../domain/bookings/wanted-booking.ts';
import { addDays, endOf } from '../../../domain/common/day.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { type Key, tenantPk, unitPk } from '../keys.ts';

type Item = Record<string, unknown>;

/* A booking is three items: by its id, in the tenant's list and in its unit's, both by arrival. The guest's name is an item of its own,
 * which dies by itself; and one more says that it is in a conflict. */

export function bookingsPk(tenant: Tenant): string {
  return `${tenantPk(tenant)}#BOOKINGS`;
}

export function bookingKey(tenant: Tenant, id: string): Key {
  return { pk: bookingsPk(tenant), sk: `BOOKING#${id}` };
}

export function guestKey(tenant: Tenant, id: string): Key {
  return { pk: bookingsPk(tenant), sk: `GUEST#${id}` };
}

/** In `listsOf`, by arrival and id. */
export function placeInList({ arrival, id }: Pick<Booking, 'arrival' | 'id'>): string {
  return `${arrival}#${id}`;
}

/** Where the list of a tenant's bookings is, or that of one unit. */
export function listOf(tenant: Tenant, unitId?: string): { pk: string; prefix: string } {
  return unitId === undefined
    ? { pk: bookingsPk(tenant), prefix: 'ARRIVAL#' }
    : { pk: unitPk(tenant, unitId), prefix: 'BOOKING#' };
}

/** Where copies of a booking stand, by which lists find it. */
export function copyKeys(booking: StoredBooking): readonly Key[] {
  return [listOf(booking), listOf(booking, booking.unit_id)].map(({ pk, prefix }) => ({
    pk,
    sk: `${prefix}${placeInList(booking)}`,
  }));
}

export function conflictKey(booking: Pick<Booking, 'id' | 'target_id'> & Tenant): Key {
  return { pk: bookingsPk(booking), sk: `CONFLICT#${booking.target_id}#${booking.id}` };
}

/** All but the name. */
export function bookingAttributes({ guest_name: _, ...booking }: StoredBooking): Item {
  return { ...booking, in_conflict: booking.conflict !== null };
}

/** Undefined where there is no name, or its time is over. */
export function guestItem(booking: StoredBooking, now: number): Item | undefined {
  const expires = endOf(addDays(booking.departure, nameKeptDays));
  if (booking.guest_name === null || expires <= now) return undefined;

  return {
    ...guestKey(booking, booking.id),
    guest_name: booking.guest_name,
    expires_at: Math.ceil(expires / 1000),
  };
}

const guestSchema = z.object({ guest_name: z.string(), expires_at: z.number() });

/** Time-to-live may be days late. */
export function nameIn(item: Item | undefined, now: number): string | null {
  const { success, data } = guestSchema.safeParse(item);

  return success && data.expires_at * 1000 > now ? data.guest_name : null;
}

/** @throws z.ZodError when the item is no booking */
export function toStoredBooking(item: Item, guest_name: string | null): StoredBooking {
  return storedBookingSchema.parse({ ...item, guest_name });
}

/** @throws z.ZodError when the item is no booking */
export function toBooking(item: Item, guest_name: string | null): Booking {
  return bookingSchema.parse({ ...item, guest_name });
}
