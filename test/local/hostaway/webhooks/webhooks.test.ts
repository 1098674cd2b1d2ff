import { describe, expect, it, vi } from 'vitest';
import { ScriptedServer } from '../../../fakes/scripted-server.ts';
import { aSimulator, ask } from '../caller.ts';
import { hooked, taken } from './hooked.ts';

const path = '/v1/webhooks/unifiedWebhooks';
const url = 'http://127.0.0.1:9/events';
const quiet = { webhookHabits: { ping: false } };

describe('unified webhooks', () => {
  it('are made, shown without their passwords, changed and deleted', async () => {
    const simulator = await aSimulator(quiet);
    const made = await ask(simulator, `POST ${path}`, {
      body: { url, login: 'us', password: 'word', alertingEmailAddress: 'a@b.test' },
    });
    const { id } = made.body.result;

    expect(made.body).toEqual({
      status: 'success',
      result: {
        id: expect.any(Number),
        isEnabled: 1,
        url,
        login: 'us',
        password: '****',
        alertingEmailAddress: 'a@b.test',
      },
    });
    const changed = await ask(simulator, `PUT ${path}/${id}`, {
      body: { isEnabled: 0, password: null },
    });
    expect(changed.body.result).toEqual({ ...made.body.result, isEnabled: 0, password: null });
    expect((await ask(simulator, `GET ${path}`)).body.result).toEqual([changed.body.result]);
    expect((await ask(simulator, `GET ${path}/${id}`)).body.result).toEqual(changed.body.result);
    expect((await ask(simulator, `DELETE ${path}/${id}`)).body.result).toEqual([]);
    expect((await ask(simulator, `GET ${path}/${id}`)).status).toBe(404);
    expect(JSON.stringify(simulator.control.webhooks())).not.toContain('word');
  });

  it.each([
    'http://example.com/events',
    'http://127.0.0.1.example.com/',
    'http://10.0.0.1/',
    'ftp://127.0.0.1/',
    'events',
    undefined,
  ])('are refused at %s', async (elsewhere) => {
    const simulator = await aSimulator(quiet);
    const { id } = (await ask(simulator, `POST ${path}`, { body: { url } })).body.result;
    const refused = { status: 400, body: { message: expect.stringContaining('Webhook error') } };

    expect(await ask(simulator, `POST ${path}`, { body: { url: elsewhere } })).toMatchObject(
      refused,
    );
    if (elsewhere !== undefined)
      expect(await ask(simulator, `PUT ${path}/${id}`, { body: { url: elsewhere } })).toMatchObject(
        refused,
      );
  });

  it('are those of their account, and so is the log', async () => {
    await using world = await hooked([taken]);
    const { simulator, webhookId } = world;
    world.book();
    await vi.waitFor(() => expect(world.bodies()).toHaveLength(1));
    simulator.control.addAccount({ id: 10_002, api_key: 'k', tokens: ['second'] });
    const token = 'second';

    expect((await ask(simulator, `GET ${path}`, { token })).body.result).toEqual([]);
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? {} : undefined;
      const answer = await ask(simulator, `${method} ${path}/${webhookId}`, { token, body });
      expect(answer.status).toBe(404);
    }
    expect((await ask(simulator, 'GET /v1/unifiedWebhookLogs', { token })).body.count).toBe(0);
  });

  it.each([true, false])('are tried out when they are made: %s', async (ping) => {
    await using receiver = await ScriptedServer.start(taken);
    const simulator = await aSimulator({ webhookHabits: { ping } });
    await ask(simulator, `POST ${path}`, { body: { url: receiver.url } });

    if (ping) await vi.waitFor(() => expect(receiver.requests).toHaveLength(1));
    expect(receiver.requests.map(({ body }) => JSON.parse(body))).toEqual(
      ping ? [{ data: 'test' }] : [],
    );
    expect(simulator.control.deliveries()).toHaveLength(ping ? 1 : 0);
  });

  it('have a log, the newest first', async () => {
    const webhook = { login: 'us', password: 'word' };
    await using world = await hooked([{ status: 404, body: 'gone' }, taken], { webhook });
    const { simulator, webhookId, listingMapId } = world;
    const id = world.book();
    await vi.waitFor(() => expect(simulator.control.deliveries()[0]?.status).toBe(404));
    simulator.control.bookings.cancel(id);
    await vi.waitFor(() => expect(simulator.control.deliveries()[1]?.status).toBe(200));
    const logs = async (query: string) =>
      (await ask(simulator, `GET /v1/unifiedWebhookLogs?${query}`)).body;

    expect(await logs('')).toMatchObject({
      count: 2,
      result: [
        { event: 'reservation.updated', responseStatus: 200 },
        {
          id: expect.any(Number),
          accountId: 10_001,
          listingMapId,
          webhookNotificationSettingId: webhookId,
          isEnabled: 1,
          url: `${world.receiver.url}/events`,
          login: 'us',
          password: '****',
          object: 'reservation',
          objectId: id,
          event: 'reservation.created',
          responseStatus: 404,
          responseBody: 'gone',
        },
      ],
    });
    expect((await logs('limit=1&offset=1')).result).toMatchObject([{ responseStatus: 404 }]);
    expect((await logs(`unifiedWebhookId=${webhookId}`)).count).toBe(2);
    expect((await logs('unifiedWebhookId=1')).count).toBe(0);
    expect((await logs('listingMapId=1')).count).toBe(0);
  });
});
