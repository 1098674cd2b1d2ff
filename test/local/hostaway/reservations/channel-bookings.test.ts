import { describe, expect, it, vi } from 'vitest';
import { aListing, aSimulator, ask } from '../caller.ts';

const stay = { arrivalDate: '2030-06-02', departureDate: '2030-06-04' };

describe('what guests and channels do', () => {
  it('is booking, changing, moving, cancelling and being forgotten', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator, { price: 100 });
    const other = await aListing(simulator);
    const control = (call: string, body?: unknown) =>
      ask(simulator, call.replace(' ', ' /_control/reservations'), { body });

    const { id } = (await control('POST ', { listingMapId, ...stay })).body;
    const shown = async () => (await ask(simulator, `GET /v1/reservations/${id}`)).body.result;
    expect(await shown()).toMatchObject({
      listingMapId,
      channelId: 2018,
      channelName: 'airbnbOfficial',
      status: 'new',
      guestName: expect.stringContaining('Guest'),
      totalPrice: 200,
      ...stay,
    });

    await control(`PUT /${id}`, { departureDate: '2030-06-08', updatedOn: '2030-01-01 00:00:00' });
    expect(await shown()).toMatchObject({
      status: 'modified',
      departureDate: '2030-06-08',
      updatedOn: '2030-01-01 00:00:00',
    });
    await control(`POST /${id}/move`, { listing_id: other });
    expect(await shown()).toMatchObject({ listingMapId: other });
    await control(`POST /${id}/cancel`, { by: 'host' });
    expect(await shown()).toMatchObject({ status: 'cancelled', cancelledBy: 'host' });
    expect((await control('GET ')).body).toMatchObject([{ id, status: 'cancelled' }]);
    expect((await control(`DELETE /${id}`)).body).toEqual({ removed: true });
    expect((await control(`POST /${id}/cancel`)).body).toEqual({ changed: false });
    expect((await control('GET ')).body).toEqual([]);
  });

  it('may be strange: no guest, no price, nights booked twice, a listing that is not there', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);
    const { bookings } = simulator.control;
    bookings.book({ listingMapId, ...stay, guestName: null, totalPrice: -5 });
    bookings.book({ listingMapId, ...stay, totalPrice: 0 });
    bookings.book({ listingMapId: 77, ...stay });

    expect(bookings.list().map(({ reservation }) => reservation)).toMatchObject([
      { guestName: null, guestEmail: null, totalPrice: -5 },
      { totalPrice: 0 },
      { listingMapId: 77, listingName: null },
    ]);
  });

  it('may be shown as what it is not', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);
    const { bookings } = simulator.control;
    const id = bookings.book({
      listingMapId,
      ...stay,
      status: 'teleported',
      shown_as: { arrivalDate: '02.06.2030', totalPrice: '300,00', guestName: 7 },
    });
    bookings.change(id, { guestNote: 'hi' });
    const read = async () => (await ask(simulator, `GET /v1/reservations/${id}`)).body.result;

    expect(await read()).toMatchObject({
      status: 'teleported',
      arrivalDate: '02.06.2030',
      totalPrice: '300,00',
      guestName: 7,
      guestNote: 'hi',
    });
    bookings.change(id, { shown_as: {} });
    expect(await read()).toMatchObject(stay);
  });

  it('is imported in bulk, with given numbers and moments', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);
    const many = Array.from({ length: 500 }, (_, index) => ({
      id: 5000 + index,
      listingMapId,
      ...stay,
      insertedOn: '2029-01-01 00:00:00',
      updatedOn: '2029-02-01 00:00:00',
    }));

    const answer = await ask(simulator, 'POST /_control/reservations/import', { body: many });

    expect(answer.body.ids).toEqual(many.map(({ id }) => id));
    const listed = await ask(simulator, 'GET /v1/reservations?limit=1');
    expect(listed.body).toMatchObject({
      count: 500,
      result: [{ id: 5499, insertedOn: '2029-01-01 00:00:00', updatedOn: '2029-02-01 00:00:00' }],
    });
    expect(simulator.control.bookings.book({ listingMapId, ...stay })).toBeGreaterThan(5499);
  });

  it.each([
    { arrivalDate: '2030-06-31', departureDate: '2030-07-01', listingMapId: 1 },
    { ...stay },
    { ...stay, listingMapId: 1, updatedOn: '2030-01-01T00:00:00Z' },
  ])('is refused when it makes no sense: %j', async (body) => {
    const simulator = await aSimulator();

    expect((await ask(simulator, 'POST /_control/reservations', { body })).status).toBe(400);
  });
});

describe('what can be read only later', () => {
  it('is not there, or as it was, until then', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);
    const { bookings } = simulator.control;
    const old = bookings.book({ listingMapId, ...stay });
    await ask(simulator, 'PUT /_control/reservations/readable-after', { body: { ms: 400 } });
    const fresh = bookings.book({ listingMapId, ...stay });
    bookings.cancel(old);
    bookings.change(fresh, { guestNote: 'again' });

    expect((await ask(simulator, `GET /v1/reservations/${fresh}`)).status).toBe(404);
    const listed = await ask(simulator, 'GET /v1/reservations');
    expect(listed.body).toMatchObject({ count: 1, result: [{ id: old, status: 'new' }] });
    await vi.waitFor(async () => {
      const { body } = await ask(simulator, 'GET /v1/reservations?sortOrder=arrivalDate');
      expect(body.result).toMatchObject([
        { id: fresh, status: 'modified', guestNote: 'again' },
        { id: old, status: 'cancelled' },
      ]);
    });
  });
});
