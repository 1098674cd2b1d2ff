import { describe, expect, it } from 'vitest';
import type { BookingInput } from '../../../../local/hostaway/reservations/booking-input.ts';
import type { HostawaySimulator } from '../../../../local/hostaway/simulator.ts';
import type { SimulatorOptions } from '../../../../local/hostaway/simulator-options.ts';
import { aListing, aSimulator, ask } from '../caller.ts';

const at = (second: number) => `2030-01-01 10:00:${String(second).padStart(2, '0')}`;

/** A simulator with a reservation of each kind, which have the ids 1, 2, ... */
async function withReservations(bookings: Partial<BookingInput>[], options?: SimulatorOptions) {
  const simulator = await aSimulator(options);
  const listingMapId = await aListing(simulator, { name: 'Villa' });
  simulator.control.bookings.import(
    bookings.map((booking, index) => ({
      id: index + 1,
      listingMapId,
      arrivalDate: '2030-06-01',
      departureDate: '2030-06-03',
      updatedOn: at(index),
      ...booking,
    })),
  );

  return simulator;
}

async function ids(simulator: HostawaySimulator, query = '') {
  const { body } = await ask(simulator, `GET /v1/reservations?${query}`);

  return body.result.map(({ id }: { id: number }) => id);
}

describe('GET /v1/reservations', () => {
  it('lists what was updated last first and, of what was updated in one second, the newest', async () => {
    const simulator = await withReservations([
      { updatedOn: at(5) },
      { updatedOn: at(9) },
      { updatedOn: at(5) },
      { updatedOn: at(1) },
    ]);

    const { body } = await ask(simulator, 'GET /v1/reservations');

    expect(body).toMatchObject({ status: 'success', limit: 100, offset: null, count: 4 });
    expect(body.result.map(({ id }: { id: number }) => id)).toEqual([2, 3, 1, 4]);
    expect(body.result[1]).toMatchObject({ updatedOn: at(5), latestActivityOn: at(5) });
  });

  it.each([
    ['limit=2', [4, 3]],
    ['limit=2&offset=2', [2, 1]],
    ['limit=2&afterId=3', [2, 1]],
    ['limit=2&afterId=3&offset=3', [2, 1]],
    ['limit=2&afterId=99', [4, 3]],
    ['limit=none&offset=-1', [4, 3, 2, 1]],
  ])('pages by %s', async (query, expected) => {
    const simulator = await withReservations([{}, {}, {}, {}]);

    expect(await ids(simulator, query)).toEqual(expected);
  });

  it('repeats a row to whoever pages while it changes', async () => {
    const simulator = await withReservations([{}, {}, {}]);
    const first = await ids(simulator, 'limit=2');
    simulator.control.bookings.change(1, { updatedOn: at(50) });

    expect(first).toEqual([3, 2]);
    expect(await ids(simulator, 'limit=2&offset=2')).toEqual([2]);
  });

  it.each([
    ['arrivalDate', [2, 1, 3]],
    ['arrivalDateDesc', [3, 1, 2]],
    ['latestActivity', [3, 2, 1]],
    ['latestActivityDesc', [1, 2, 3]],
    ['updatedOn', [3, 2, 1]],
    ['no-such-order', [3, 2, 1]],
  ])('is ordered by %s', async (order, expected) => {
    const simulator = await withReservations([
      { arrivalDate: '2030-05-02', latestActivityOn: at(30) },
      { arrivalDate: '2030-05-01', latestActivityOn: at(20) },
      { arrivalDate: '2030-05-03', latestActivityOn: at(10) },
    ]);

    expect(await ids(simulator, `sortOrder=${order}`)).toEqual(expected);
  });

  it.each([
    ['arrivalStartDate=2030-06-02', [2]],
    ['arrivalEndDate=2030-06-01', [3, 1]],
    ['departureStartDate=2030-06-04', [2]],
    ['departureEndDate=2030-06-03', [3, 1]],
    ['latestActivityStart=2030-01-02', [2]],
    ['latestActivityEnd=2030-01-01', [3, 1]],
    ['channelId=2005', [3]],
    ['match=noether', [3]],
    ['guestEmail=emmy@guests.test', [3]],
    ['dateType=cancellation', [1]],
    ['dateType=cancellation&startDate=2999-01-01', []],
    ['dateType=arrival&startDate=2030-06-02', [2]],
    ['dateType=departure&endDate=2030-06-03', [3, 1]],
    ['startDate=2999-01-01', [3, 2, 1]],
    ['listingId=77', []],
    // What cannot be read or is not known filters nothing, and nobody is told.
    ['arrivalStartDate=June', [3, 2, 1]],
    ['listingId[]=77', [3, 2, 1]],
    ['listingMapId=77', [3, 2, 1]],
    ['status=cancelled', [3, 2, 1]],
  ])('is filtered by %s', async (query, expected) => {
    const simulator = await withReservations([
      { status: 'cancelled' },
      {
        arrivalDate: '2030-06-02',
        departureDate: '2030-06-09',
        latestActivityOn: '2030-01-02 00:00:00',
      },
      { channelId: 2005, guestName: 'Emmy Noether', guestEmail: 'emmy@guests.test' },
    ]);

    expect(await ids(simulator, query)).toEqual(expected);
  });

  it('leaves lists and custom fields out unless asked', async () => {
    const customFieldValues = [{ customFieldId: 1, value: 'blue' }];
    const simulator = await withReservations([
      { customFieldValues, reservationFees: [{ name: 'VAT' }] },
    ]);
    const one = async (path: string) => (await ask(simulator, `GET /v1/reservations${path}`)).body;

    expect((await one('')).result).toMatchObject([{ customFieldValues: [], reservationFees: [] }]);
    expect((await one('?includeResources=1')).result).toMatchObject([{ customFieldValues }]);
    expect((await one('/1')).result).toMatchObject({
      customFieldValues,
      listingName: 'Villa',
      hostawayReservationId: 1,
      nights: 2,
    });
  });

  it('may not know date types, and may number its pages', async () => {
    const simulator = await withReservations([{}, {}, {}], {
      dateTypeFilter: false,
      pageInfo: true,
    });
    const query = 'dateType=arrival&startDate=2999-01-01&limit=2&offset=2';

    expect((await ask(simulator, `GET /v1/reservations?${query}`)).body).toMatchObject({
      ...{ limit: 2, offset: 2, count: 3, page: 2, totalPages: 2 },
      result: [{ id: 1 }],
    });
  });

  it('has the bad habits of lists', async () => {
    const simulator = await withReservations(
      Array.from({ length: 30 }, () => ({ updatedOn: at(0) })),
      { faults: [{ kind: 'list', habits: ['shuffles_ties', 'counts_one_less'] }] },
    );

    const orders = [await ids(simulator), await ids(simulator)];

    expect(orders[0]).not.toEqual(orders[1]);
    expect(orders[0].toSorted()).toEqual(orders[1].toSorted());
    expect((await ask(simulator, 'GET /v1/reservations')).body.count).toBe(29);
  });

  it('shows an account its own only', async () => {
    const simulator = await withReservations([{}]);
    simulator.control.addAccount({ id: 10_002, api_key: 'k', tokens: ['second'] });
    const token = 'second';

    expect((await ask(simulator, 'GET /v1/reservations', { token })).body.count).toBe(0);
    for (const call of ['GET', 'PUT', 'DELETE']) {
      const body = call === 'PUT' ? {} : undefined;
      expect((await ask(simulator, `${call} /v1/reservations/1`, { token, body })).status).toBe(
        404,
      );
    }
  });
});
