import { describe, expect, it, vi } from 'vitest';
import { ask } from '../caller.ts';
import { hooked, taken } from './hooked.ts';

const many = Array.from({ length: 50 }, () => taken);

describe('events that are awkward', () => {
  it('come more than once', async () => {
    await using world = await hooked(many, { webhookHabits: { copies: 3 } });
    world.book();
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(3));

    expect(world.bodies()[2]).toEqual(world.bodies()[0]);
  });

  it('come in reverse', async () => {
    await using world = await hooked(many, { webhookHabits: { hold: 3 } });
    const id = world.book();
    world.simulator.control.bookings.change(id, { guestNote: 'second' });
    expect(world.simulator.control.deliveries()).toEqual([]);
    world.simulator.control.bookings.cancel(id);
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(3));

    expect(world.bodies()).toMatchObject([
      { event: 'reservation.updated', data: { status: 'cancelled' } },
      { event: 'reservation.updated', data: { status: 'modified' } },
      { event: 'reservation.created', data: { status: 'new' } },
    ]);
  });

  it('are released when that is switched off', async () => {
    await using world = await hooked(many, { webhookHabits: { hold: 3 } });
    world.book();
    await ask(world.simulator, 'PUT /_control/webhook-habits', { body: {} });

    await vi.waitFor(() => expect(world.bodies()).toHaveLength(1));
  });

  it('get lost', async () => {
    await using world = await hooked(many, { webhookHabits: { loss: 0.5 } });
    for (let i = 0; i < 40; i += 1) world.book();
    await vi.waitFor(() =>
      expect(
        world.simulator.control
          .deliveries()
          .every(({ attempt, status }) => attempt === 0 || status === 200),
      ).toBe(true),
    );

    const deliveries = world.simulator.control.deliveries();
    expect(deliveries).toHaveLength(40);
    const lost = deliveries.filter(({ attempt }) => attempt === 0).length;
    expect(lost).toBeGreaterThan(5);
    expect(lost).toBeLessThan(35);
    expect(world.bodies()).toHaveLength(40 - lost);
    const logged = await ask(world.simulator, 'GET /v1/unifiedWebhookLogs');
    expect(logged.body.count).toBe(40 - lost);
  });

  it('come late', async () => {
    await using world = await hooked(many, { webhookHabits: { delay_ms: 60, spread_ms: 30 } });
    const before = performance.timeOrigin + performance.now();
    world.book();
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(1));

    expect((world.simulator.control.deliveries()[0]?.at ?? 0) - before).toBeGreaterThanOrEqual(59);
  });

  it('come before the reservation can be read', async () => {
    await using world = await hooked(many, { readableAfterMs: 300 });
    const id = world.book();
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(1));
    const read = () => ask(world.simulator, `GET /v1/reservations/${id}`);

    expect((await read()).status).toBe(404);
    await vi.waitFor(async () => expect((await read()).status).toBe(200));
  });

  it('tell only a part', async () => {
    await using world = await hooked(many, { webhookHabits: { partial: true } });
    const id = world.book();
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(1));

    expect(world.bodies()[0]).toMatchObject({ data: { id, status: 'new' } });
    for (const field of ['arrivalDate', 'departureDate', 'guestName', 'totalPrice'])
      expect(world.bodies()[0]?.data).not.toHaveProperty(field);
  });

  it('are one deeper', async () => {
    await using world = await hooked(many, { webhookHabits: { form: 'nested' } });
    const id = world.book();
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(1));

    expect(world.bodies()).toMatchObject([
      { payload: { object: 'reservation', event: 'reservation.created', data: { id } } },
    ]);
    expect(Object.keys(world.bodies()[0] ?? {})).toEqual(['payload']);
  });

  it('are messages without a word about what they are', async () => {
    await using world = await hooked(many, { webhookHabits: { bare_messages: true } });
    const id = world.book();
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(1));
    const answer = await ask(world.simulator, 'POST /_control/messages', {
      body: { reservation_id: id, body: 'Hello' },
    });
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(2));

    expect(answer.body).toEqual({ received: true });
    expect(world.bodies()[0]).toMatchObject({ object: 'reservation' });
    expect(world.bodies()[1]).toMatchObject({ reservationId: id, body: 'Hello' });
    expect(world.bodies()[1]).not.toHaveProperty('event');
  });

  it('may be anything', async () => {
    await using world = await hooked(many);
    const body = { object: 'task', event: 'task.created', data: null };
    await ask(world.simulator, 'POST /_control/deliveries', { body: { account_id: 10_001, body } });
    world.simulator.control.tellWebhooks(10_002, 'not for us');
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(1));

    expect(world.bodies()).toEqual([body]);
    expect(world.simulator.control.deliveries()).toMatchObject([{ event: null, attempt: 1 }]);
  });

  it('are refused as habits that nobody has', async () => {
    await using world = await hooked([]);
    const answer = await ask(world.simulator, 'PUT /_control/webhook-habits', {
      body: { colour: 'red' },
    });

    expect(answer.status).toBe(400);
  });

  it('can be forgotten', async () => {
    await using world = await hooked(many);
    world.book();
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(1));
    await ask(world.simulator, 'DELETE /_control/deliveries');

    expect(world.simulator.control.deliveries()).toEqual([]);
    expect((await ask(world.simulator, 'GET /_control/webhooks')).body).toMatchObject([
      { id: world.webhookId, is_enabled: true },
    ]);
  });
});
