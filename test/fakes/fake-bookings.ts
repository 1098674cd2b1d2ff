import type { BookingStore, StoredBooking } from '../../domain/bookings/booking.ts';
import type { Tenant } from '../../domain/common/tenant.ts';

/** Bookings kept in memory. */
export class FakeBookings implements BookingStore {
  readonly all = new Map<string, StoredBooking>();

  async get(_: Tenant, id: string) {
    return structuredClone(this.all.get(id));
  }

  async put(before: StoredBooking | undefined, after: StoredBooking) {
    if (this.all.get(after.id)?.version !== before?.version) return undefined;
    const kept = { ...after, version: (before?.version ?? 0) + 1 };
    this.all.set(after.id, kept);
    return structuredClone(kept);
  }

  async conflicts(_: Tenant, targetId?: string) {
    return [...this.all.values()]
      .filter(({ conflict, target_id }) => conflict && (targetId ?? target_id) === target_id)
      .map(({ id, unit_id }) => ({ id, unit_id }));
  }
}
