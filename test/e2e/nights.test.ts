import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '../../domain/common/day.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import { anAccount, connect, linkUnit } from '../support/own-account.ts';

const account = anAccount(20_700);
const today = new Date().toISOString().slice(0, 10);
const day = (days: number) => addDays(today, days);

let system: LocalSystem;
let target: string;
beforeAll(async () => {
  system = await startLocalSystem({ accounts: [account], limits: 'none', tokenDelayMs: 0 });
  target = await connect(system, account);
}, 120_000);
afterAll(() => system?.stop());

/** A unit that is published, and its calendar here and at the channel. */
async function aPublishedUnit() {
  const { id } = await linkUnit(system, target);
  const listing = await eventually('the listing is published', async () => {
    const { json } = await system.call(`GET /api/channels/listings/${id}`);
    return json.sync_status === 'ok' ? json : undefined;
  });
  const unit = `/api/supply/units/${listing.unit_id}`;

  return {
    listing,
    put: async (...ranges: object[]) =>
      (await system.call(`PUT ${unit}/calendar`, { ranges })).status,
    shown: async (from: string, to: string) => {
      const path = `/v1/listings/${listing.external_listing_id}/calendar`;
      const answer = await fetch(
        `${system.hostaway.url}${path}?startDate=${from}&endDate=${addDays(to, -1)}`,
        { headers: { authorization: `Bearer ${account.tokens[0]}` } },
      );
      // biome-ignore lint/suspicious/noExplicitAny: another's answer, of which a few fields are looked at
      return ((await answer.json()) as any).result as any[];
    },
  };
}

it('are at the channel as the calendar has them, in small calls of their own, each on record', async () => {
  const { listing, put, shown } = await aPublishedUnit();
  const since = system.hostaway.calls().length;

  const booked = { from: day(10), to: day(13), status: 'closed' };
  expect(await put(booked, { from: day(20), to: day(22), price: 24_050, min_nights: 3 })).toBe(200);

  const nights = await eventually('the nights are closed there', async () => {
    const seen = await shown(day(9), day(23));
    return seen.some(({ isAvailable }) => isAvailable === 0) ? seen : undefined;
  });
  const unavailable = nights.filter(({ isAvailable }) => isAvailable === 0);
  expect(unavailable.map(({ date }) => date)).toEqual([day(10), day(11), day(12)]);
  const priced = nights.filter(({ price, minimumStay }) => price === 240.5 && minimumStay === 3);
  expect(priced.map(({ date }) => date)).toEqual([day(20), day(21)]);
  const calls = system.hostaway.calls().slice(since);
  const writes = calls.filter(({ method }) => method !== 'GET');
  expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `PUT /v1/listings/${listing.external_listing_id}/calendarIntervals`,
  ]);

  const row = await eventually('the call is on record', async () => {
    const { json } = await system.call(`GET /api/channels/listings/${listing.id}/history`);
    return json.items.find(({ resource }: { resource: string }) => resource === 'calendar');
  });
  expect(row).toMatchObject({ operation: 'update', http_method: 'PUT', outcome: 'success' });
  expect(JSON.parse(row.request_excerpt)).toEqual([
    { startDate: day(10), endDate: day(12), isAvailable: 0 },
    { startDate: day(20), endDate: day(21), price: 240.5, minimumStay: 3 },
  ]);

  expect(await put({ from: day(10), to: day(11), status: 'open' })).toBe(200);
  await eventually('one night is open again', async () => {
    const [seen] = await shown(day(10), day(11));
    return seen?.isAvailable === 1 ? seen : undefined;
  });
}, 60_000);
