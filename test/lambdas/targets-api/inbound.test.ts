import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basicOf } from '../../builders/inbound-feed.ts';
import { startWholeApi, type WholeApi } from '../../support/whole-api.ts';

let api: WholeApi;
beforeAll(async () => {
  api = await startWholeApi();
});
afterAll(() => {
  expect(api.faults).toEqual([]);
  api.database.stop();
});

async function aTarget(): Promise<string> {
  const { json } = await api.call('POST /api/channels/targets', {
    body: {
      ...{ name: `Target ${Math.random()}`, channel_type: 'hostaway', sync_mode: 'api' },
      credentials: { api_token: 'a token' },
    },
  });
  return json.id;
}
const put = (id: string, body: object, as: 'owner' | 'viewer' = 'owner') =>
  api.call(`PUT /api/channels/targets/${id}/inbound`, { body, as });
const get = (id: string, as: 'owner' | 'viewer' = 'owner') =>
  api.call(`GET /api/channels/targets/${id}/inbound`, { as });
const subscriptions = () => [...api.channel.bookings.subscriptions.values()];

/** What the channel sends with the login that it was given last. */
async function tellAs(id: string, { login, password }: { login: string; password: string }) {
  const { status } = await api.call(`POST /api/v1/webhooks/hostaway/${id}`, {
    as: null,
    headers: { authorization: basicOf(login, password) },
    body: { data: 'test' },
  });
  return status;
}

describe('letting bookings come in', () => {
  it('is off where nobody has let them, and of no target that there is none of', async () => {
    const nothing = { subscription_id: null, webhook_url: null, last_event_at: null };
    expect(await get(await aTarget(), 'viewer')).toMatchObject({
      ...{ status: 200, json: { enabled: false, watermark: null, ...nothing } },
    });
    expect((await get('0f0f0f0f-0000-4000-8000-000000000000')).status).toBe(404);
  });

  it('makes a subscription whose login is taken, at the address of this stage', async () => {
    const id = await aTarget();
    api.channel.bookings.subscriptions.clear();

    const { status, json } = await put(id, { enabled: true });

    const [made] = subscriptions();
    const url = `https://channels.example.com/api/v1/webhooks/hostaway/${id}`;
    expect(status).toBe(200);
    expect(json).toEqual({
      ...{ enabled: true, subscription_id: made?.id, webhook_url: url },
      ...{ last_event_at: null, watermark: null },
    });
    expect(made?.url).toBe(url);
    expect((await get(id, 'viewer')).json).toEqual(json);
    expect(await tellAs(id, made ?? { login: '', password: '' })).toBe(200);
  });

  it('again keeps the subscription; elsewhere makes another, and takes the old login for a while', async () => {
    const id = await aTarget();
    api.channel.bookings.subscriptions.clear();
    await put(id, { enabled: true });
    const [first] = subscriptions();
    await put(id, { enabled: true });
    expect(subscriptions()).toEqual([first]);

    await put(id, { enabled: true, public_url: 'https://other.example.com/' });
    const [second, ...more] = subscriptions();
    expect(second?.url).toBe(`https://other.example.com/api/v1/webhooks/hostaway/${id}`);
    expect(more).toEqual([]);
    for (const login of [first, second])
      expect(await tellAs(id, login ?? { login: '', password: '' })).toBe(200);
  });

  it('no more removes the subscription, and refuses who still tells', async () => {
    const id = await aTarget();
    api.channel.bookings.subscriptions.clear();
    await put(id, { enabled: true });
    const [made] = subscriptions();

    const { json } = await put(id, { enabled: false });

    expect(json).toMatchObject({ enabled: false, subscription_id: null, webhook_url: null });
    expect((await get(id)).json).toEqual(json);
    expect(subscriptions()).toEqual([]);
    expect(await tellAs(id, made ?? { login: '', password: '' })).toBe(401);
  });

  it('no more is possible though the channel does not answer', async () => {
    const id = await aTarget();
    await put(id, { enabled: true });
    api.channel.bookings.down = 5;

    const { status, json } = await put(id, { enabled: false });

    api.channel.bookings.down = 0;
    expect(status).toBe(200);
    expect(json).toMatchObject({ enabled: false, subscription_id: expect.any(String) });
  });

  it.each([
    ['http', 'http://channels.example.com'],
    ['this machine', 'https://localhost:4000'],
    ['a private network', 'https://10.0.0.1'],
    ['no address', 'channels'],
  ])('is refused at %s', async (_, public_url) => {
    const { status, json } = await put(await aTarget(), { enabled: true, public_url });

    expect([status, json.errors?.[0]?.path]).toEqual([422, 'public_url']);
  });

  it('is refused while the channel does not answer or the target is paused, and for who may not', async () => {
    const id = await aTarget();
    api.channel.bookings.down = 5;
    expect((await put(id, { enabled: true })).status).toBe(502);
    api.channel.bookings.down = 0;
    expect((await put(id, { enabled: true }, 'viewer')).status).toBe(403);
    await api.call(`PATCH /api/channels/targets/${id}`, { body: { is_active: false } });
    expect((await put(id, { enabled: true })).status).toBe(409);
  });
});
