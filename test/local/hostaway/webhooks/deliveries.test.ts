import { describe, expect, it, vi } from 'vitest';
import { ask } from '../caller.ts';
import { hooked, taken } from './hooked.ts';

const stay = { arrivalDate: '2030-06-02', departureDate: '2030-06-04' };
const many = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

describe('an event', () => {
  it('is told of each reservation that is made or changed, and of none that is deleted', async () => {
    await using world = await hooked(many(9, taken));
    const { simulator, listingMapId } = world;
    const arrived = (count: number) => vi.waitFor(() => expect(world.bodies()).toHaveLength(count));
    const made = await ask(simulator, 'POST /v1/reservations', {
      body: { channelId: 2000, listingMapId, ...stay },
    });
    await arrived(1);
    const { id } = made.body.result;
    await ask(simulator, `PUT /v1/reservations/${id}`, { body: { doorCode: '1' } });
    await arrived(2);
    await ask(simulator, `PUT /v1/reservations/${id}/statuses/cancelled`, {
      body: { cancelledBy: 'host' },
    });
    await arrived(3);
    await ask(simulator, `PUT /v1/reservations/${id}/statuses/cancelled`, {
      body: { cancelledBy: 'host' },
    });
    await ask(simulator, `DELETE /v1/reservations/${id}`);
    const booked = world.book();
    await arrived(4);
    simulator.control.bookings.change(booked, { totalPrice: 9 });
    await arrived(5);
    simulator.control.bookings.change(booked, { totalPrice: 8, quiet: true });
    simulator.control.bookings.import([{ listingMapId, ...stay }]);
    simulator.control.bookings.write(booked, 'Hello');
    await arrived(6);

    expect(world.bodies()[0]).toEqual({
      object: 'reservation',
      event: 'reservation.created',
      accountId: 10_001,
      data: made.body.result,
    });
    expect(world.bodies().map(({ event, data }) => [event, (data as { id: number }).id])).toEqual([
      ['reservation.created', id],
      ['reservation.updated', id],
      ['reservation.updated', id],
      ['reservation.created', booked],
      ['reservation.updated', booked],
      ['message.received', expect.any(Number)],
    ]);
    expect(world.bodies()[2]).toMatchObject({ data: { status: 'cancelled' } });
    expect(world.bodies()[5]).toMatchObject({
      object: 'conversationMessage',
      data: { reservationId: booked, listingMapId, body: 'Hello', isIncoming: 1 },
    });
  });

  it('comes with a login and a password, if there are both', async () => {
    await using world = await hooked([taken], { webhook: { login: 'us', password: 'word' } });
    world.book();
    await vi.waitFor(() => expect(world.receiver.requests).toHaveLength(1));

    expect(world.receiver.requests[0]).toMatchObject({
      method: 'POST',
      path: '/events',
      headers: { authorization: `Basic ${btoa('us:word')}`, 'content-type': 'application/json' },
    });
  });

  it('comes without them otherwise, and to enabled webhooks only', async () => {
    await using world = await hooked([taken, taken], { webhook: { login: 'us' } });
    await ask(world.simulator, 'POST /v1/webhooks/unifiedWebhooks', {
      body: { url: world.receiver.url, isEnabled: 0 },
    });
    world.book();
    await vi.waitFor(() => expect(world.simulator.control.deliveries()[0]?.status).toBe(200));

    expect(world.receiver.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(world.simulator.control.deliveries()).toHaveLength(1);
  });

  it('says what was, also when it is told again later', async () => {
    await using world = await hooked([{ status: 503 }, ...many(5, taken)], {
      webhookMinuteMs: 300,
    });
    const id = world.book({ guestNote: 'first' });
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(1));
    world.simulator.control.bookings.change(id, { guestNote: 'second' });
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(3));

    const again = world.simulator.control.deliveries().find(({ attempt }) => attempt === 2);
    expect(again?.body).toMatchObject({ data: { guestNote: 'first', status: 'new' } });
  });
});

describe('a delivery that fails', () => {
  it('is repeated after a minute, six and thirty-six, and then given up', async () => {
    const cut = (response: { destroy(): unknown }) => void response.destroy();
    await using world = await hooked([{ status: 500 }, { status: 429 }, cut, { status: 503 }], {
      webhookMinuteMs: 8,
      webhook: { alertingEmailAddress: 'a@b.test' },
    });
    world.book();
    await vi.waitFor(
      () => expect(world.simulator.control.deliveries().at(-1)?.given_up).toBe(true),
      { timeout: 5000 },
    );
    const shown = await ask(world.simulator, 'GET /_control/deliveries?since=0');

    expect(shown.body).toMatchObject([
      { attempt: 1, status: 500, given_up: false, alerted: null },
      { attempt: 2, status: 429, given_up: false },
      { attempt: 3, status: null, error: expect.any(String), given_up: false },
      { attempt: 4, status: 503, given_up: true, alerted: 'a@b.test' },
    ]);
    const at = shown.body.map((delivery: { at: number }) => delivery.at);
    // A timer may be a millisecond early.
    for (const [index, minutes] of [1, 6, 36].entries())
      expect(at[index + 1] - at[index]).toBeGreaterThanOrEqual(minutes * 8 - 1);
    expect(world.receiver.requests).toHaveLength(4);
  });

  it.each([301, 400, 401, 403, 404, 409, 422])('is not repeated after %i', async (status) => {
    await using world = await hooked([{ status, headers: { location: '/else' } }], {
      webhookMinuteMs: 1,
    });
    world.book();
    await vi.waitFor(() => expect(world.simulator.control.deliveries()[0]?.given_up).toBe(true));

    expect(world.simulator.control.deliveries()).toMatchObject([
      { attempt: 1, status, alerted: 'account owner' },
    ]);
  });

  it('is repeated when nobody answers in time', async () => {
    await using world = await hooked([() => undefined, taken], { webhookTimeoutMs: 50 });
    world.book();
    await vi.waitFor(() => expect(world.simulator.control.deliveries()).toHaveLength(2));

    expect(world.simulator.control.deliveries()[0]).toMatchObject({
      status: null,
      error: expect.stringContaining('timeout'),
    });
  });

  it('disables its webhook after five days without a success', async () => {
    // Five days are 7200 minutes: 144 ms.
    await using world = await hooked(many(1000, { status: 400 }), { webhookMinuteMs: 0.02 });
    const { simulator, webhookId } = world;
    const isEnabled = async () =>
      (await ask(simulator, `GET /v1/webhooks/unifiedWebhooks/${webhookId}`)).body.result.isEnabled;
    world.book();
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(1));
    expect(await isEnabled()).toBe(1);
    await vi.waitFor(async () => {
      world.book();
      expect(await isEnabled()).toBe(0);
    });
    const [first] = simulator.control.deliveries();
    const last = simulator.control.deliveries().at(-1);
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(144);
    const { length } = simulator.control.deliveries();

    world.book();
    expect(simulator.control.deliveries()).toHaveLength(length);
    await ask(simulator, `PUT /v1/webhooks/unifiedWebhooks/${webhookId}`, {
      body: { isEnabled: 1 },
    });
    world.book();
    await vi.waitFor(() => expect(simulator.control.deliveries()[length]?.status).toBe(400));
    expect(await isEnabled()).toBe(1);
  });

  it('counts from the last success', async () => {
    await using world = await hooked([{ status: 400 }, taken]);
    const { simulator } = world;
    world.book();
    await vi.waitFor(() =>
      expect(simulator.control.webhooks()[0]?.failing_since).toEqual(expect.any(Number)),
    );
    world.book();
    await vi.waitFor(() => expect(simulator.control.webhooks()[0]?.failing_since).toBeNull());
  });
});
