import { describe, expect, it } from 'vitest';
import type { HostawaySimulator } from '../../../../local/hostaway/simulator.ts';
import { aListing, aSimulator, ask } from '../caller.ts';

const stay = { arrivalDate: '2030-06-02', departureDate: '2030-06-04' };

const post = (simulator: HostawaySimulator, body: Record<string, unknown>, query = '') =>
  ask(simulator, `POST /v1/reservations${query}`, { body: { channelId: 2000, ...stay, ...body } });

const put = (simulator: HostawaySimulator, id: number, body: unknown) =>
  ask(simulator, `PUT /v1/reservations/${id}`, { body });

const read = (simulator: HostawaySimulator, id: number) =>
  ask(simulator, `GET /v1/reservations/${id}`);

describe('POST /v1/reservations', () => {
  it('makes one that holds its nights', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);

    const made = await post(simulator, {
      listingMapId,
      guestFirstName: 'Ada',
      guestLastName: 'Lovelace',
      totalPrice: 300,
      no: 1,
    });

    expect(made.status).toBe(200);
    expect(made.body.result).toMatchObject({
      id: expect.any(Number),
      hostawayReservationId: made.body.result.id,
      listingMapId,
      channelId: 2000,
      channelName: 'direct',
      status: 'new',
      guestName: 'Ada Lovelace',
      totalPrice: 300,
      nights: 2,
      updatedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      ...stay,
    });
    expect(made.body.result).not.toHaveProperty('no');
    expect((await read(simulator, made.body.result.id)).body.result).toEqual(made.body.result);
    expect(simulator.calls()[1]).toMatchObject({ committed: true });
  });

  it.each([2000, 2002, 2020])('takes channel %i', async (channelId) => {
    const simulator = await aSimulator();

    expect(
      (await post(simulator, { channelId, listingMapId: await aListing(simulator) })).status,
    ).toBe(200);
  });

  it.each([
    ['another channel', { channelId: 2018 }],
    ['no channel', { channelId: null }],
    ['no arrival', { arrivalDate: null }],
    ['no nights', { departureDate: '2030-06-02' }],
    ['a day that is none', { arrivalDate: '2030-06-31' }],
    ['an unknown status', { status: 'settled' }],
    ['an unknown listing', { listingMapId: 77 }],
  ])('refuses %s', async (_, wrong) => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);

    expect(await post(simulator, { listingMapId, ...wrong })).toMatchObject({
      status: 400,
      body: { status: 'fail', message: expect.stringContaining('Reservation error') },
    });
    expect(simulator.control.bookings.list()).toEqual([]);
  });

  it('refuses a provider with more than 50 characters and an archived listing', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);
    const named = (length: number) =>
      post(simulator, { listingMapId, status: 'inquiry' }, `?provider=${'x'.repeat(length)}`);

    expect([(await named(50)).status, (await named(51)).status]).toEqual([200, 400]);
    simulator.control.archiveListing(listingMapId);
    expect((await named(1)).body.message).toBe('The listing is archived');
  });

  it('refuses nights that are taken, unless it is forced', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);
    await post(simulator, { listingMapId });
    const again = (over: object, query = '') => post(simulator, { listingMapId, ...over }, query);

    expect((await again({})).body.message).toContain('not available');
    expect((await again({ departureDate: '2030-06-03' })).status).toBe(400);
    expect((await again({}, '?forceOverbooking=1')).status).toBe(200);
    expect((await again({ status: 'inquiry' })).status).toBe(200);
    const next = { arrivalDate: '2030-06-04', departureDate: '2030-06-05' };
    expect((await again(next)).status).toBe(200);
    const blocked = { startDate: '2030-06-09', endDate: '2030-06-09', isAvailable: 0 };
    await ask(simulator, `PUT /v1/listings/${listingMapId}/calendar`, { body: blocked });
    const over = { arrivalDate: '2030-06-08', departureDate: '2030-06-10' };
    expect((await again(over)).status).toBe(400);
    expect((await again({ ...over, departureDate: '2030-06-09' })).status).toBe(200);
  });
});

describe('PUT /v1/reservations/{id}', () => {
  it('changes what it names, keeps what is null, and ignores what it does not know', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);
    const { id } = (await post(simulator, { listingMapId, guestNote: 'late' })).body.result;

    const changed = await put(simulator, id, {
      departureDate: '2030-06-09',
      guestNote: null,
      doorCode: '1234',
      status: 'confirmed',
      colour: 'red',
    });

    expect(changed.body.result).toMatchObject({
      departureDate: '2030-06-09',
      nights: 7,
      guestNote: 'late',
      doorCode: '1234',
      status: 'new',
    });
  });

  it.each([
    { movedStatus: null, status: 200 },
    { movedStatus: 400, status: 400 },
    { movedStatus: 403, status: 403 },
  ] as const)('does not move it: $status', async ({ movedStatus, status }) => {
    const simulator = await aSimulator({ movedStatus });
    const listingMapId = await aListing(simulator);
    const other = await aListing(simulator);
    const { id } = (await post(simulator, { listingMapId })).body.result;

    expect((await put(simulator, id, { listingMapId: other })).status).toBe(status);
    expect((await read(simulator, id)).body.result.listingMapId).toBe(listingMapId);
    expect((await put(simulator, id, { listingMapId })).status).toBe(200);
  });

  it('answers success and does not store custom fields, if so planned', async () => {
    const simulator = await aSimulator({
      faults: [{ kind: 'ignore', fields: ['customFieldValues'] }],
    });
    const { id } = (await post(simulator, { listingMapId: await aListing(simulator) })).body.result;

    const answer = await put(simulator, id, { customFieldValues: [{ customFieldId: 1 }] });

    expect(answer.body).toMatchObject({ status: 'success', result: { customFieldValues: [] } });
  });

  it('refuses nights that are taken', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);
    await post(simulator, { listingMapId });
    const later = { arrivalDate: '2030-06-04', departureDate: '2030-06-06' };
    const { id } = (await post(simulator, { listingMapId, ...later })).body.result;

    expect((await put(simulator, id, { arrivalDate: '2030-06-03' })).status).toBe(400);
    expect((await put(simulator, id, { departureDate: '2030-06-08' })).status).toBe(200);
  });
});

describe('the end of a reservation', () => {
  it('is its cancellation, which frees the nights', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);
    const { id } = (await post(simulator, { listingMapId })).body.result;
    const cancel = (body: unknown) =>
      ask(simulator, `PUT /v1/reservations/${id}/statuses/cancelled`, { body });

    expect((await cancel({ cancelledBy: 'channel' })).status).toBe(400);
    expect((await cancel({ cancelledBy: 'host' })).body.result).toMatchObject({
      status: 'cancelled',
      cancelledBy: 'host',
      cancellationDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect((await cancel({ cancelledBy: 'guest' })).body.result.cancelledBy).toBe('host');
    expect((await post(simulator, { listingMapId })).status).toBe(200);
  });

  it('is its deletion, after which it is not found', async () => {
    const simulator = await aSimulator();
    const listingMapId = await aListing(simulator);
    const { id } = (await post(simulator, { listingMapId })).body.result;

    const gone = await ask(simulator, `DELETE /v1/reservations/${id}`);

    expect(gone.body).toEqual({ status: 'success', result: [] });
    expect((await read(simulator, id)).status).toBe(404);
    expect((await put(simulator, id, {})).status).toBe(404);
    expect((await post(simulator, { listingMapId })).status).toBe(200);
  });
});
