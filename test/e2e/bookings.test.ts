import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { addDays } from '../../domain/common/day.ts';
import { demoUnits } from '../../local/demo-units.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';

const account = { id: 20_031, api_key: 'booking-key', tokens: ['booking-token'] };
const targets = '/api/channels/targets';

let system: LocalSystem;
let target_id: string;
beforeAll(async () => {
  system = await startLocalSystem({
    ...{ accounts: [account], limits: 'none', tokenDelayMs: 0, webhookMinuteMs: 50 },
  });
  const { json } = await system.call(`POST ${targets}`, {
    ...{ name: 'With bookings', channel_type: 'hostaway', sync_mode: 'api' },
    base_url: `${system.hostaway.url}/v1`,
    credentials: { api_token: account.tokens[0] },
  });
  target_id = json.id;
}, 120_000);
afterAll(() => system?.stop());
beforeEach(() => system.hostaway.control.setWebhookHabits({}));

const bookings = () => system.hostaway.control.bookings;
const today = new Date().toISOString().slice(0, 10);
const day = (days: number) => addDays(today, days);

/** A unit that is on sale at the channel, and its listing's number there. */
async function aListing(name: string): Promise<{ unit: string; listing: number }> {
  const unit = randomUUID();
  const [demo] = demoUnits(1);
  await system.call(`PUT /api/supply/units/${unit}`, { ...demo?.content, name });
  await system.call('POST /api/channels/listings', { target_id, unit_id: unit });
  const listing = await eventually(`${name} is on sale`, async () => {
    const found = system.hostaway.listings().find((one) => one.listing.name === name);
    const { json } = await system.call(`GET /api/channels/listings?unit_id=${unit}`);
    return json.items[0]?.external_listing_id ? found?.listing.id : undefined;
  });
  return { unit, listing: Number(listing) };
}
const inbound = (enabled: boolean) =>
  system.call(`PUT ${targets}/${target_id}/inbound`, { enabled, public_url: system.cloud.apiUrl });
async function bookingsOf(unit: string) {
  return (await system.call(`GET /api/supply/units/${unit}/bookings`)).json.items;
}
async function closedNights(unit: string): Promise<string[]> {
  const { json } = await system.call(
    `GET /api/supply/units/${unit}/calendar?from=${day(0)}&to=${day(60)}`,
  );
  return json.nights.flatMap(
    ({ date, holder }: { date: string; holder: { kind: string } | null }) =>
      holder?.kind === 'booking' ? [date] : [],
  );
}
const untilClosed = (unit: string, nights: readonly string[]) =>
  eventually(`${nights.length} nights are closed`, async () => {
    const closed = await closedNights(unit);
    return JSON.stringify(closed) === JSON.stringify(nights) || undefined;
  });
const nights = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, night) => day(from + night));
/** As the channel writes a moment, to the second. */
const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
const stayOf = (listing: number, from: number, to: number) => ({
  ...{ listingMapId: listing, arrivalDate: day(from), departureDate: day(to) },
  guestName: 'Ada Lovelace',
});
const book = (...stay: Parameters<typeof stayOf>) => bookings().book(stayOf(...stay));
async function untilNothingPends(): Promise<void> {
  await eventually('nothing is pending', async () => {
    const path = `/api/channels/inbound-audit?target_id=${target_id}&status=pending`;
    return (await system.call(`GET ${path}`)).json.items.length === 0 || undefined;
  });
}

it('what is booked at the channel closes nights here, from before and from now on, until it is cancelled', async () => {
  const { unit, listing } = await aListing('Booked');
  book(listing, 2, 4);

  const { status, json } = await inbound(true);
  expect([status, json.enabled]).toEqual([200, true]);
  await untilClosed(unit, nights(2, 4));

  // Two changes within a second of the channel's clock are one event to us, and the second a duplicate.
  const id = bookings().book({ ...stayOf(listing, 10, 13), updatedOn: minutesAgo(2) });
  await untilClosed(unit, [...nights(2, 4), ...nights(10, 13)]);
  const [newest] = await bookingsOf(unit);
  expect(newest).toMatchObject({
    ...{ external_reservation_id: String(id), status: 'confirmed', guest_name: 'Ada Lovelace' },
    ...{ arrival: day(10), departure: day(13), target_id, conflict: null },
  });

  const dates = { arrivalDate: day(11), departureDate: day(14) };
  bookings().change(id, { ...dates, updatedOn: minutesAgo(1) });
  await untilClosed(unit, [...nights(2, 4), ...nights(11, 14)]);
  bookings().cancel(id);
  await untilClosed(unit, nights(2, 4));
  await untilNothingPends();
  const { json: audit } = await system.call(
    `GET /api/channels/inbound-audit?target_id=${target_id}`,
  );
  expect(audit.items[0]).toMatchObject({
    ...{ event_type: 'booking_cancelled', processing_status: 'success', source: 'webhook' },
  });
  expect(JSON.stringify(audit)).not.toContain('Ada');

  const again = await system.call(
    `POST /api/channels/inbound-audit/${audit.items[0].id}/reprocess`,
  );
  expect(again.json).toMatchObject({ reprocess_of: audit.items[0].id });
  await untilNothingPends();
  expect(await closedNights(unit)).toEqual(nights(2, 4));
}, 90_000);

it('deliveries that are doubled, out of order, in another form or lost come to the same', async () => {
  const [one, two] = [await aListing('One'), await aListing('Two')];
  await inbound(true);
  system.hostaway.control.setWebhookHabits({
    copies: 2,
    form: 'nested',
    spread_ms: 100,
    partial: true,
  });
  const id = book(one.listing, 20, 22);
  bookings().change(id, { departureDate: day(24) });
  await untilClosed(one.unit, nights(20, 24));
  bookings().move(id, two.listing);
  await untilClosed(two.unit, nights(20, 24));
  await untilClosed(one.unit, []);

  system.hostaway.control.setWebhookHabits({ loss: 1 });
  const lost = book(one.listing, 30, 32);
  bookings().cancel(id);
  await system.cloud.fire('inbound-rounds');
  await untilClosed(one.unit, nights(30, 32));
  await untilClosed(two.unit, []);
  await untilNothingPends();
  const { json } = await system.call(
    `GET /api/channels/inbound-audit?target_id=${target_id}&status=success&limit=100`,
  );
  const found = json.items.filter(({ source }: { source: string }) => source === 'pull');
  expect(found.map((row: Record<string, unknown>) => row.external_reservation_id)).toEqual(
    expect.arrayContaining([String(id), String(lost)]),
  );
}, 90_000);

it('two guests of the same nights are both kept, and people are told, until one goes', async () => {
  const { unit, listing } = await aListing('Twice');
  await inbound(true);
  const [first, second] = [book(listing, 40, 43), book(listing, 42, 45)];
  const conflict = await eventually('there is a conflict', async () => {
    const { json } = await system.call(
      `GET /api/channels/bookings?target_id=${target_id}&conflict=true`,
    );
    return json.items[0];
  });
  expect([String(first), String(second)]).toContain(conflict.external_reservation_id);
  expect(conflict.conflict).toMatchObject([{ from: day(42), to: day(43) }]);
  await untilClosed(unit, nights(40, 45));

  await system.cloud.fire('alert-evaluator');
  const { json: alerts } = await system.call(
    `GET /api/channels/alerts?target_id=${target_id}&rule=double_booking`,
  );
  expect(alerts.items[0].message).toContain(conflict.id);
  expect(alerts.items[0].message).toContain(conflict.conflict[0].holder.id);

  bookings().cancel(Number(conflict.external_reservation_id) === first ? second : first);
  await eventually('the conflict is over', async () => {
    const { json } = await system.call(
      `GET /api/channels/bookings?target_id=${target_id}&conflict=true`,
    );
    return json.items.length === 0 || undefined;
  });
}, 90_000);

it('a subscription that was removed there is made anew; switched off, nothing comes in', async () => {
  const { unit, listing } = await aListing('Anew');
  const { json: before } = await inbound(true);
  const token = { authorization: `Bearer ${account.tokens[0]}` };
  const path = `${system.hostaway.url}/v1/webhooks/unifiedWebhooks`;
  await fetch(`${path}/${before.subscription_id}`, { method: 'DELETE', headers: token });

  await system.cloud.fire('inbound-rounds');
  const after = await eventually('there is another', async () => {
    const own = system.hostaway.control.webhooks().filter(({ url }) => url.includes(target_id));
    return own[0];
  });
  expect(String(after.id)).not.toBe(before.subscription_id);
  book(listing, 50, 51);
  await untilClosed(unit, nights(50, 51));

  expect((await inbound(false)).json).toMatchObject({ enabled: false, subscription_id: null });
  expect(system.hostaway.control.webhooks()).toEqual([]);
}, 90_000);

it('of a target that is deleted nothing is taken any more', async () => {
  await inbound(true);
  const [{ url = '' } = {}] = system.hostaway.control.webhooks();
  expect((await system.call(`DELETE ${targets}/${target_id}`)).status).toBe(204);
  await system.cloud.fire('inbound-rounds');
  await eventually('deliveries are refused', async () => {
    system.hostaway.control.tellWebhooks(account.id, { data: 'test' });
    const told = system.hostaway.control.deliveries();
    return told.some(({ status, url: at }) => at === url && status === 401) || undefined;
  });
  expect(url).toContain(target_id);
}, 90_000);
