import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guestKey } from '../../../../adapters/dynamodb/bookings/booking-items.ts';
import { DynamoBookingLists } from '../../../../adapters/dynamodb/bookings/booking-lists.ts';
import { DynamoBookingStore } from '../../../../adapters/dynamodb/bookings/booking-store.ts';
import type { BookingFilter, StoredBooking } from '../../../../domain/bookings/booking.ts';
import { aBooking } from '../../../builders/booking.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

let now = Date.parse('2026-06-01T12:00:00.000Z');
let database: TestDatabase;
let store: DynamoBookingStore;
let lists: DynamoBookingLists;
beforeAll(async () => {
  database = await startDynamoDb();
  const { documentClient, tables } = database;
  store = new DynamoBookingStore(documentClient, tables.channels, () => now);
  lists = new DynamoBookingLists(documentClient, tables.channels, () => now);
});
afterAll(() => database.stop());

const aTenant = () => ({ org_id: 'demo', account_id: randomUUID() });
async function put(booking: StoredBooking, before?: StoredBooking): Promise<StoredBooking> {
  const kept = await store.put(before, booking);
  if (kept === undefined) throw new Error('not kept');
  return kept;
}
const idsOf = async (tenant: ReturnType<typeof aTenant>, filter: BookingFilter = {}) =>
  (await lists.list(tenant, filter, { limit: 25 })).items.map(
    ({ external_reservation_id: id }) => id,
  );

describe('a booking', () => {
  it('is read as it was written, at the next version', async () => {
    const tenant = aTenant();
    const kept = await put(aBooking(tenant));

    expect(kept.version).toBe(1);
    expect(await store.get(tenant, kept.id)).toEqual(kept);
    expect(await store.get(aTenant(), kept.id)).toBeUndefined();
  });

  it('is not written by who has read an older one, and of two who make it by one', async () => {
    const tenant = aTenant();
    const first = await put(aBooking(tenant));
    const second = await put({ ...first, total: 1 }, first);

    expect(await store.put(first, { ...first, total: 2 })).toBeUndefined();
    expect(await store.put(undefined, aBooking(tenant))).toBeUndefined();
    expect(await store.get(tenant, first.id)).toEqual(second);
  });

  it('leaves no copy behind where it was before', async () => {
    const tenant = aTenant();
    const first = await put(aBooking(tenant));
    const unit_id = randomUUID();
    await put({ ...first, unit_id, arrival: '2099-06-01' }, first);

    expect(await idsOf(tenant)).toEqual(['33']);
    expect(await idsOf(tenant, { unit_id: first.unit_id })).toEqual([]);
    expect(await idsOf(tenant, { unit_id })).toEqual(['33']);
  });

  it('is named among the conflicts for as long as it is in one', async () => {
    const tenant = aTenant();
    const holder = { kind: 'booking' as const, id: randomUUID() };
    const conflict = [{ from: '2099-07-01', to: '2099-07-02', holder }];
    const first = await put(aBooking({ ...tenant, conflict }));
    const found = [{ id: first.id, unit_id: first.unit_id }];

    expect(await store.conflicts(tenant)).toEqual(found);
    expect(await store.conflicts(tenant, first.target_id)).toEqual(found);
    expect(await store.conflicts(tenant, randomUUID())).toEqual([]);
    await put({ ...first, conflict: null }, first);
    expect(await store.conflicts(tenant)).toEqual([]);
  });

  it('has the name of its guest in an item that dies 90 days after the departure', async () => {
    const tenant = aTenant();
    const kept = await put(aBooking({ ...tenant, arrival: '2026-06-02', departure: '2026-06-04' }));
    const { Item } = await database.documentClient.send(
      new GetCommand({ TableName: database.tables.channels, Key: guestKey(tenant, kept.id) }),
    );
    const dies = Date.parse('2026-09-03T00:00:00.000Z');
    expect(Item).toMatchObject({ guest_name: 'Ada Lovelace', expires_at: dies / 1000 });

    const today = now;
    now = dies;
    expect((await store.get(tenant, kept.id))?.guest_name).toBeNull();
    expect((await lists.list(tenant, {}, { limit: 1 })).items[0]?.guest_name).toBeNull();
    now = today;
  });
});

describe('the list of bookings', () => {
  it('has the newest arrival first, in pages, several with the same dates', async () => {
    const tenant = aTenant();
    for (const [id, arrival] of Object.entries({ 1: '05', 2: '07', 3: '07', 4: '06' }))
      await put(
        aBooking({ ...tenant, external_reservation_id: id, arrival: `2099-${arrival}-01` }),
      );

    const first = await lists.list(tenant, {}, { limit: 3 });
    const cursor = first.next_cursor ?? undefined;
    const second = await lists.list(tenant, {}, { limit: 3, cursor });
    const arrivals = [...first.items, ...second.items].map(({ arrival }) => arrival.slice(5, 7));

    expect(arrivals).toEqual(['07', '07', '06', '05']);
    expect(second.next_cursor).toBeNull();
    await expect(lists.list(aTenant(), {}, { limit: 3, cursor })).rejects.toThrow('another list');
  });

  it('can be of a target, a status, those in a conflict', async () => {
    const tenant = aTenant();
    const target_id = randomUUID();
    const holder = { kind: 'block' as const, id: 'operator' };
    const conflict = [{ from: '2099-07-01', to: '2099-07-02', holder }];
    await put(aBooking({ ...tenant, external_reservation_id: '1', target_id }));
    await put(aBooking({ ...tenant, external_reservation_id: '2', status: 'cancelled' }));
    await put(aBooking({ ...tenant, external_reservation_id: '3', conflict }));

    expect(await idsOf(tenant, { target_id })).toEqual(['1']);
    expect(await idsOf(tenant, { status: 'cancelled' })).toEqual(['2']);
    expect(await idsOf(tenant, { conflict: true })).toEqual(['3']);
    expect((await idsOf(tenant, { conflict: false })).sort()).toEqual(['1', '2']);
  });
});
