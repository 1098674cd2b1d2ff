import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoBookingStore } from '../../../adapters/dynamodb/bookings/booking-store.ts';
import { DynamoInboundLog } from '../../../adapters/dynamodb/inbound/inbound-log.ts';
import { aBooking } from '../../builders/booking.ts';
import { anInboundRow } from '../../builders/inbound-row.ts';
import { type ListingsApi, startListingsApi } from '../../support/listings-api.ts';

let api: ListingsApi;
let log: DynamoInboundLog;
beforeAll(async () => {
  api = await startListingsApi();
  log = new DynamoInboundLog(api.database.documentClient, api.database.tables.inbound);
});
afterAll(() => {
  expect(api.faults).toEqual([]);
  api.database.stop();
});

const again = (id: string) => api.call(`POST /api/channels/inbound-audit/${id}/reprocess`);
const at = '2026-06-01T12:00:05.000Z';

describe('a row of the inbound audit', () => {
  it('that is closed is repeated by a row of its own, and does not change', async () => {
    const row = anInboundRow({ target_id: randomUUID() });
    await log.add(row, { hasJob: true });
    await log.close(
      row,
      { processing_status: 'failed', error_message: 'down', listing_id: null },
      at,
    );
    const closed = await log.get(row, row.id);

    const { status, json } = await again(row.id);

    expect(status).toBe(202);
    expect(json).toMatchObject({
      ...{ reprocess_of: row.id, processing_status: 'pending', error_message: null },
      external_event_id: row.external_event_id,
    });
    expect(await log.get(row, row.id)).toEqual(closed);
    expect(await log.get(row, json.id)).toMatchObject({ processing_status: 'pending' });
  });

  it.each([
    ['pending', {}, 'still-pending'],
    [
      'about nothing',
      { processing_status: 'ignored' as const, external_reservation_id: null },
      'nothing-to-read',
    ],
  ])('that is %s is not', async (_, over, problem) => {
    const row = anInboundRow({ target_id: randomUUID(), ...over });
    await log.add(row, { hasJob: false });

    const { status, json } = await again(row.id);

    expect([status, json.type]).toEqual([409, `/problems/${problem}`]);
    expect((await again(randomUUID())).status).toBe(404);
  });
});

describe('bookings', () => {
  it('of a unit and of a channel are shown without what is only ours', async () => {
    const unit_id = await api.putUnit();
    const target_id = randomUUID();
    const store = new DynamoBookingStore(
      api.database.documentClient,
      api.database.tables.channels,
      Date.now,
    );
    const booking = aBooking({ unit_id, target_id });
    await store.put(undefined, booking);
    const { holds: _, held_in: __, to_tell: ___, version: ____, ...shown } = booking;

    for (const path of [
      `/api/supply/units/${unit_id}/bookings`,
      `/api/channels/bookings?target_id=${target_id}&status=confirmed&conflict=false`,
    ])
      expect((await api.call(`GET ${path}`)).json).toEqual({ items: [shown], next_cursor: null });
    expect((await api.call(`GET /api/supply/units/${randomUUID()}/bookings`)).status).toBe(404);
  });
});
