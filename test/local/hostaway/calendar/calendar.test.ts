import { describe, expect, it, vi } from 'vitest';
import type { HostawaySimulator } from '../../../../local/hostaway/simulator.ts';
import { aListing, aSimulator, ask } from '../caller.ts';

const june = '?startDate=2030-06-01&endDate=2030-06-05';

const put = (simulator: HostawaySimulator, id: number, body: unknown) =>
  ask(simulator, `PUT /v1/listings/${id}/calendar`, { body });

async function days(simulator: HostawaySimulator, id: number, query = june) {
  return (await ask(simulator, `GET /v1/listings/${id}/calendar${query}`)).body.result;
}

const pick = (rows: Record<string, unknown>[], field: string) => rows.map((row) => row[field]);

describe('GET /v1/listings/{id}/calendar', () => {
  it('shows each day to the last, with what the listing says where nothing was written', async () => {
    const simulator = await aSimulator();
    const id = await aListing(simulator, { price: 120, minNights: 3, maxNights: 90 });

    const shown = await days(simulator, id);

    expect(pick(shown, 'date')).toEqual(
      ['01', '02', '03', '04', '05'].map((day) => `2030-06-${day}`),
    );
    expect(shown[0]).toEqual({
      id: expect.any(Number),
      date: '2030-06-01',
      isAvailable: 1,
      isProcessed: 1,
      status: 'available',
      price: 120,
      minimumStay: 3,
      maximumStay: 90,
      closedOnArrival: 0,
      closedOnDeparture: 0,
      note: null,
      countAvailableUnits: 1,
      availableUnitsToSell: 1,
      countPendingUnits: 0,
      countBlockingReservations: 0,
      countBlockedUnits: 0,
      desiredUnitsToSell: null,
      reservations: [],
    });
    await ask(simulator, `PUT /v1/listings/${id}`, { body: { price: 150 } });
    expect((await days(simulator, id))[0].price).toBe(150);
  });

  it('shows two years unless asked for less', async () => {
    const simulator = await aSimulator();

    expect(await days(simulator, await aListing(simulator), '')).toHaveLength(730);
  });

  it.each([
    '?startDate=2030-06-31',
    '?startDate=tomorrow',
    '?startDate=2030-06-02&endDate=2030-06-01',
    '?startDate=2030-06-02&endDate=2090-06-01',
  ])('refuses %s', async (query) => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);

    expect(await ask(simulator, `GET /v1/listings/${id}/calendar${query}`)).toMatchObject({
      status: 400,
      body: { status: 'fail', message: expect.stringContaining('Calendar error') },
    });
  });

  it('does not show the calendar of another account', async () => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);
    simulator.control.addAccount({ id: 10_002, api_key: 'k', tokens: ['second'] });
    const token = 'second';

    for (const call of [`GET /v1/listings/${id}/calendar`, `PUT /v1/listings/${id}/calendar`]) {
      const body = call.startsWith('PUT') ? { startDate: '2030-06-01' } : undefined;
      expect((await ask(simulator, call, { token, body })).status).toBe(404);
    }
  });
});

describe('PUT /v1/listings/{id}/calendar', () => {
  it('writes to the days of one interval, its last included, and answers them', async () => {
    const simulator = await aSimulator();
    const id = await aListing(simulator, { price: 120 });

    const answer = await put(simulator, id, {
      startDate: '2030-06-02',
      endDate: '2030-06-04',
      isAvailable: 0,
      price: 99.5,
      minimumStay: 7,
      closedOnArrival: 1,
      note: 'painters',
      colour: 'red',
    });

    expect(answer.status).toBe(200);
    expect(answer.body.result).toEqual((await days(simulator, id)).slice(1, 4));
    expect(pick(await days(simulator, id), 'status')).toEqual([
      'available',
      ...['blocked', 'blocked', 'blocked'],
      'available',
    ]);
    expect(answer.body.result[0]).toMatchObject({
      price: 99.5,
      minimumStay: 7,
      closedOnArrival: 1,
      note: 'painters',
      countBlockedUnits: 1,
    });
    expect(answer.body.result[0]).not.toHaveProperty('colour');
    expect(simulator.calls()[1]).toMatchObject({
      committed: true,
      external_listing_id: String(id),
      body_hash: expect.any(String),
    });
  });

  it('keeps what is left out and null', async () => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);
    const day = { startDate: '2030-06-01', endDate: '2030-06-01' };
    await put(simulator, id, { ...day, price: 80, isAvailable: 0 });
    await put(simulator, id, { ...day, price: null, minimumStay: 4 });

    expect((await days(simulator, id))[0]).toMatchObject({
      price: 80,
      minimumStay: 4,
      isAvailable: 0,
    });
  });

  it.each([
    ['an inverted interval', { startDate: '2030-06-02', endDate: '2030-06-01' }],
    ['a day that is none', { startDate: '2030-02-30', endDate: '2030-03-01' }],
    ['no end', { startDate: '2030-06-02' }],
    ['a negative price', { startDate: '2030-06-01', endDate: '2030-06-02', price: -1 }],
    ['half a block', { startDate: '2030-06-01', endDate: '2030-06-02', isAvailable: 2 }],
    ['no stay', { startDate: '2030-06-01', endDate: '2030-06-02', minimumStay: 0 }],
    ['no object', [1]],
  ])('refuses %s', async (_, body) => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);
    const before = await days(simulator, id);

    expect(await put(simulator, id, body)).toMatchObject({
      status: 400,
      body: { status: 'fail', message: expect.stringContaining('Calendar error') },
    });
    expect(await days(simulator, id)).toEqual(before);
  });

  it('is refused for an archived listing', async () => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);
    simulator.control.archiveListing(id);

    expect((await put(simulator, id, {})).body.message).toBe('The listing is archived');
  });

  it('ignores fields in vain, if so planned, and says when a day has been passed on', async () => {
    const simulator = await aSimulator({
      faults: [{ kind: 'ignore', fields: ['price'] }],
      calendarProcessMs: 60_000,
    });
    const id = await aListing(simulator);
    const day = { startDate: '2030-06-01', endDate: '2030-06-01', price: 80, minimumStay: 2 };

    expect((await put(simulator, id, day)).body.result).toMatchObject([
      { price: null, minimumStay: 2, isProcessed: 0 },
    ]);
  });
});

describe('PUT /v1/listings/{id}/calendarIntervals', () => {
  const interval = (day: number, price: unknown = day) => {
    const date = `2030-06-0${day}`;

    return { startDate: date, endDate: date, price };
  };
  const putAll = (simulator: HostawaySimulator, id: number, body: unknown) =>
    ask(simulator, `PUT /v1/listings/${id}/calendarIntervals`, { body });

  it('writes many intervals, the later over the earlier', async () => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);

    const answer = await putAll(simulator, id, [
      { startDate: '2030-06-01', endDate: '2030-06-05', price: 10 },
      interval(2),
      interval(4),
    ]);

    expect(answer.body).toEqual({ status: 'success', result: [] });
    expect(pick(await days(simulator, id), 'price')).toEqual([10, 2, 10, 4, 10]);
  });

  it.each([
    { oneByOne: false, prices: [null, null] },
    { oneByOne: true, prices: [1, null] },
  ])('refuses all for a wrong one; one by one: $oneByOne', async ({ oneByOne, prices }) => {
    const simulator = await aSimulator({ intervalsOneByOne: oneByOne });
    const id = await aListing(simulator);

    const answer = await putAll(simulator, id, [interval(1), interval(3, -3), interval(2)]);

    expect(answer).toMatchObject({
      status: 400,
      body: { status: 'fail', message: expect.stringContaining('(interval 1)') },
    });
    expect(pick(await days(simulator, id), 'price').slice(0, 2)).toEqual(prices);
  });

  it('takes 200 and no more', async () => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);
    const many = Array.from({ length: 201 }, () => interval(1));

    expect((await putAll(simulator, id, many.slice(1))).status).toBe(200);
    expect(await putAll(simulator, id, many)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('200') },
    });
    expect((await putAll(simulator, id, interval(1))).status).toBe(400);
  });
});

describe('nights that a reservation holds', () => {
  const stay = { arrivalDate: '2030-06-02', departureDate: '2030-06-04' };

  it('are reserved until the day of departure', async () => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);
    simulator.control.bookings.book({ listingMapId: id, ...stay });

    const shown = await days(simulator, id, `${june}&includeResources=1`);

    expect(pick(shown, 'isAvailable')).toEqual([1, 0, 0, 1, 1]);
    expect(shown[1]).toMatchObject({ status: 'reserved', countBlockingReservations: 1 });
    expect(shown[1].reservations).toMatchObject([{ listingMapId: id, ...stay }]);
    expect(pick(await days(simulator, id), 'reservations')).toEqual([[], [], [], [], []]);
  });

  it.each([
    ['new', 'reserved'],
    ['modified', 'reserved'],
    ['awaitingPayment', 'reserved'],
    ['awaitingGuestVerification', 'reserved'],
    ['ownerStay', 'reserved'],
    ['pending', 'pending'],
    ['cancelled', 'available'],
    ['inquiry', 'available'],
    ['inquiryPreapproved', 'available'],
    ['declined', 'available'],
  ] as const)('of one that is %s: %s', async (status, shown) => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);
    simulator.control.bookings.book({ listingMapId: id, ...stay, status });

    expect((await days(simulator, id))[1]).toMatchObject({
      status: shown,
      isAvailable: shown === 'reserved' ? 0 : 1,
    });
  });

  it('are in conflict when two hold them', async () => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);
    simulator.control.bookings.book({ listingMapId: id, ...stay });
    simulator.control.bookings.book({ listingMapId: id, ...stay });

    expect((await days(simulator, id))[1]).toMatchObject({ status: 'conflicted', isAvailable: 0 });
  });

  it.each([
    { keeps: false, afterwards: 'available' },
    { keeps: true, afterwards: 'blocked' },
  ])('stay held whatever is written; is a block kept: $keeps', async ({ keeps, afterwards }) => {
    const simulator = await aSimulator({ keepsBlocksUnderReservations: keeps });
    const id = await aListing(simulator);
    const booked = simulator.control.bookings.book({ listingMapId: id, ...stay });
    const day = { startDate: '2030-06-02', endDate: '2030-06-02' };

    const opened = await put(simulator, id, { ...day, isAvailable: 1, price: 70 });
    expect(opened.status).toBe(200);
    expect(opened.body.result).toMatchObject([{ status: 'reserved', isAvailable: 0, price: 70 }]);
    await put(simulator, id, { ...day, isAvailable: 0 });
    simulator.control.bookings.cancel(booked);

    expect((await days(simulator, id))[1].status).toBe(afterwards);
  });
});

describe('calendars that lie', () => {
  const all = { startDate: '2030-06-01', endDate: '2030-06-05', price: 70 };

  it('are read as they were, until later', async () => {
    const simulator = await aSimulator({ calendarReadableAfterMs: 300 });
    const id = await aListing(simulator);
    const answer = await put(simulator, id, all);

    expect(pick(answer.body.result, 'price')).toEqual([70, 70, 70, 70, 70]);
    expect((await days(simulator, id))[0].price).toBeNull();
    expect(simulator.control.calendars.days(id, '2030-06-01', '2030-06-01')[0]?.price).toBe(70);
    await vi.waitFor(async () => expect((await days(simulator, id))[0].price).toBe(70));
  });

  it('lose days of a write, by chance', async () => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);
    simulator.control.addFault({ kind: 'lose_days', match: { methods: ['PUT'] }, count: 1 });
    const year = '?startDate=2030-01-01&endDate=2030-12-31';
    const body = { startDate: '2030-01-01', endDate: '2030-12-31', price: 70 };
    await put(simulator, id, body);

    const kept = (rows: { price: number | null }[]) => rows.filter(({ price }) => price === 70);
    const first = kept(await days(simulator, id, year)).length;
    expect(first).toBeGreaterThan(100);
    expect(first).toBeLessThan(265);
    await put(simulator, id, body);
    expect(kept(await days(simulator, id, year))).toHaveLength(365);
  });

  it('are changed by others', async () => {
    const simulator = await aSimulator();
    const id = await aListing(simulator);
    const write = (listing: number, body: unknown) =>
      ask(simulator, `PUT /_control/listings/${listing}/calendar`, { body });

    expect((await write(id, all)).body).toEqual({ written: true });
    expect(pick(await days(simulator, id), 'price')).toEqual([70, 70, 70, 70, 70]);
    expect((await write(77, all)).body).toEqual({ written: false });
    expect((await write(id, { ...all, endDate: '2030-05-01' })).status).toBe(400);
    expect(simulator.control.calendars.days(77, '2030-06-01', '2030-06-01')).toEqual([]);
  });
});
