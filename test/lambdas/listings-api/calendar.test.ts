import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/common/day.ts';
import { type ListingsApi, startListingsApi } from '../../support/listings-api.ts';

let api: ListingsApi;
beforeAll(async () => {
  api = await startListingsApi();
});
afterAll(() => {
  expect(api.faults).toEqual([]);
  api.database.stop();
});

const today = new Date().toISOString().slice(0, 10);
const day = (days: number) => addDays(today, days);
const pathOf = (unit: string) => `/api/supply/units/${unit}`;
const put = (unit: string, ...ranges: object[]) =>
  api.call(`PUT ${pathOf(unit)}/calendar`, { body: { ranges } });
const get = (unit: string, query = '') => api.call(`GET ${pathOf(unit)}/calendar${query}`);
const hold = (unit: string, from: string, to: string) =>
  api.call(`POST ${pathOf(unit)}/holds`, { body: { from, to, minutes: 15 } });
const eventsOf = (unit: string) =>
  api.events.filter(({ name, unit_id }) => name.startsWith('supply.') && unit_id === unit);

describe('the calendar of a unit', () => {
  it('shows 90 nights from today, open and with the values of the unit', async () => {
    const unit = await api.putUnit({ base_nightly_rate: 12_000, currency: 'EUR', min_nights: 2 });

    const { status, json } = await get(unit);

    expect([status, json.nights.length]).toEqual([200, 90]);
    expect(json.nights[0]).toEqual({
      ...{ date: today, status: 'open', holder: null, waiting: [], price: 12_000 },
      ...{ min_nights: 2, max_nights: null },
      ...{ closed_to_arrival: false, closed_to_departure: false },
    });
  });

  it('keeps what a range does not name; the later range has the last word; null is the unit’s own', async () => {
    const unit = await api.putUnit({ base_nightly_rate: 12_000, currency: 'EUR' });
    await put(unit, { from: day(0), to: day(3), price: 9000, closed_to_arrival: true });

    const { status, json } = await put(
      unit,
      { from: day(1), to: day(3), price: 8000, min_nights: 3 },
      { from: day(2), to: day(3), price: null },
    );

    expect(status).toBe(200);
    expect(json.nights).toMatchObject([
      { date: day(1), price: 8000, min_nights: 3, closed_to_arrival: true },
      { date: day(2), price: 12_000, min_nights: 3, closed_to_arrival: true },
    ]);
    expect((await get(unit, `?from=${day(0)}&to=${day(1)}`)).json.nights).toMatchObject([
      { date: day(0), price: 9000, min_nights: null },
    ]);
  });

  it('tells the bus which nights are not as before, and nothing when all are', async () => {
    const unit = await api.putUnit();
    await put(unit, { from: day(5), to: day(8), price: 1 });
    await put(unit, { from: day(4), to: day(9), price: 1 });
    await put(unit, { from: day(4), to: day(9), price: 1 });

    expect(eventsOf(unit).map(({ name, ranges }) => [name, ranges])).toEqual([
      ['supply.calendar.upserted', [{ from: day(5), to: day(8) }]],
      [
        'supply.calendar.upserted',
        [
          { from: day(4), to: day(5) },
          { from: day(8), to: day(9) },
        ],
      ],
    ]);
  });

  it('closes nights, also behind a hold, which keeps them as long as it lasts', async () => {
    const unit = await api.putUnit();
    const { json: held } = await hold(unit, day(1), day(2));
    const block = { kind: 'block', id: 'operator' };

    const closed = await put(unit, { from: day(1), to: day(3), status: 'closed' });
    expect(closed.json.nights).toMatchObject([
      { status: 'closed', holder: { kind: 'hold', id: held.id }, waiting: [block] },
      { status: 'closed', holder: block, waiting: [] },
    ]);
    await api.call(`DELETE ${pathOf(unit)}/holds/${held.id}`);
    const now = await get(unit, `?from=${day(1)}&to=${day(2)}`);
    expect(now.json.nights).toMatchObject([{ status: 'closed', holder: block, waiting: [] }]);
    const open = await put(unit, { from: day(1), to: day(3), status: 'open' });
    expect(open.json.nights).toMatchObject([{ status: 'open' }, { status: 'open' }]);
  });

  it.each([
    ['a night that is past', { from: day(-2), to: day(1) }, 'ranges.0.from'],
    ['a night too far ahead', { from: day(1), to: day(1102) }, 'ranges.0.to'],
    ['a range without nights', { from: day(1), to: day(1) }, 'ranges.0.to'],
    ['no date', { from: '2027-02-30', to: day(1) }, 'ranges.0.from'],
    ['a price below nothing', { from: day(1), to: day(2), price: -1 }, 'ranges.0.price'],
    [
      'stays that none can have',
      { from: day(1), to: day(2), min_nights: 3, max_nights: 2 },
      'ranges.0.max_nights',
    ],
  ])('refuses %s, and says where', async (_, range, path) => {
    const unit = await api.putUnit();

    const { status, json } = await put(unit, range);

    expect(status).toBe(422);
    expect(json.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it.each([
    `?from=${day(1)}&to=${day(1)}`,
    `?from=${day(-1200)}&to=${day(1)}`,
    `?from=${day(0)}&to=${day(1102)}`,
    '?from=2027-13-01',
  ])('shows nothing for %s', async (query) => {
    expect((await get(await api.putUnit(), query)).status).toBeGreaterThanOrEqual(400);
  });

  it('is there with its unit only', async () => {
    const unit = randomUUID();

    expect((await get(unit)).status).toBe(404);
    expect((await put(unit, { from: day(1), to: day(2), price: 1 })).status).toBe(404);
    expect((await hold(unit, day(1), day(2))).status).toBe(404);
    expect((await api.call(`DELETE ${pathOf(unit)}/holds/${unit}`)).status).toBe(404);
  });
});

describe('a hold', () => {
  it('is of all its nights or of none, and names those that are taken', async () => {
    const unit = await api.putUnit();
    const first = await hold(unit, day(3), day(5));

    const second = await hold(unit, day(4), day(7));

    expect(first).toMatchObject({ status: 201, json: { from: day(3), to: day(5), unit_id: unit } });
    expect(second).toMatchObject({ status: 409, json: { type: '/problems/nights-taken' } });
    expect(second.json.errors).toEqual([{ path: day(4), message: 'has a hold' }]);
    expect((await hold(unit, day(5), day(7))).status).toBe(201);
  });

  it('goes to exactly one of many who want the night at once', async () => {
    const unit = await api.putUnit();

    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => hold(unit, day(at), day(9))),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  });

  it('gives its nights back when it is deleted, once', async () => {
    const unit = await api.putUnit();
    const { json } = await hold(unit, day(3), day(5));
    const path = `DELETE ${pathOf(unit)}/holds/${json.id}`;

    expect((await api.call(path)).status).toBe(204);
    expect((await api.call(path)).status).toBe(404);
    expect((await hold(unit, day(3), day(5))).status).toBe(201);
    expect(eventsOf(unit)).toHaveLength(3);
  });
});
