import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../adapters/channels/public-address.ts';
import { DynamoAlertWebhooks } from '../../../adapters/dynamodb/alerts/alert-webhooks.ts';
import type { Posted } from '../../../domain/webhook/send-message.ts';
import { alertWebhookRoutes } from '../../../lambdas/targets-api/routes/alert-webhook.ts';
import { FakeSigningKeys } from '../../fakes/fake-webhooks.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';

const path = '/api/channels/alert-webhook';
const url = 'https://hooks.example/alerts';
const hour = 3_600_000;
const tenant = { org_id: 'demo', account_id: 'main' };

let database: TestDatabase;
let api: TestApi;
let webhooks: DynamoAlertWebhooks;
let keys: FakeSigningKeys;
let now: number;
let answer: Posted;
let posted: { url: string; headers: Readonly<Record<string, string>>; body: string }[];
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());
beforeEach(async () => {
  const { documentClient, tables } = database;
  webhooks = new DynamoAlertWebhooks(documentClient, tables.channels);
  await webhooks.remove(tenant);
  keys = new FakeSigningKeys();
  now = Date.parse('2026-06-01T12:00:00.000Z');
  answer = { status: 200, body: 'thanks' };
  posted = [];
  const deps = {
    ...{ webhooks, keys, clock: () => now, newId: () => 'the-test' },
    base_urls: { allow_private: false, isPublicAddress },
    post: async (...[to, headers, body]: [string, Readonly<Record<string, string>>, string]) => {
      posted.push({ url: to, headers, body });
      return answer;
    },
  };
  api = await startTestApi(alertWebhookRoutes(deps), database);
});

describe('a webhook', () => {
  it('is set, shows its secret this once, and is removed with it', async () => {
    expect((await api.call(`GET ${path}`)).status).toBe(404);
    const set = await api.call(`PUT ${path}`, { body: { url } });
    expect([set.status, set.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(set.json.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { secret: _, ...shown } = set.json;

    const got = await api.call(`GET ${path}`);
    expect(got.json).toEqual(shown);
    expect(got.json).toEqual({
      ...{ url, set_at: '2026-06-01T12:00:00.000Z', rotated_at: null, old_secret_until: null },
      ...{ switched_off_at: null, last_delivered_at: null, last_failed_at: null },
      ...{ last_failure: null, last_given_up_at: null },
    });
    expect((await api.call(`DELETE ${path}`)).status).toBe(204);
    expect([...keys.secrets]).toEqual([]);
    expect((await api.call(`DELETE ${path}`)).status).toBe(404);
  });

  it('at another address has another secret, and the one before is gone', async () => {
    const one = await api.call(`PUT ${path}`, { body: { url } });
    const other = await api.call(`PUT ${path}`, { body: { url: `${url}/new` } });

    expect(other.json.secret).not.toBe(one.json.secret);
    expect([...keys.secrets.values()]).toEqual([{ current: other.json.secret }]);
    expect((await api.call(`GET ${path}`)).json.url).toBe(`${url}/new`);
  });

  it.each([
    ['http://hooks.example/alerts', 'https'],
    ['https://127.0.0.1/alerts', 'public host'],
    ['https://169.254.169.254/latest/meta-data', 'public host'],
    ['https://[::1]/alerts', 'public host'],
    ['https://printer.local/alerts', 'public host'],
    ['https://me:secret@hooks.example/alerts', 'credentials'],
    ['https://hooks.example/alerts?token=1', 'query'],
    ['alerts', 'absolute URL'],
  ])('is not set at %s', async (wrong, why) => {
    const { status, json } = await api.call(`PUT ${path}`, { body: { url: wrong } });

    expect([status, json.errors[0].path]).toEqual([422, 'url']);
    expect(json.errors.map(({ message }: { message: string }) => message).join()).toContain(why);
    expect([...keys.secrets]).toEqual([]);
  });

  it.each(['GET', 'PUT', 'DELETE', 'POST /secret', 'POST /test'])(
    "is the Owner's: %s",
    async (call) => {
      const [method, more = ''] = call.split(' ');
      const body = method === 'PUT' ? { body: { url } } : {};
      for (const as of ['publisher', 'content', 'viewer'] as const)
        expect((await api.call(`${method} ${path}${more}`, { as, ...body })).status).toBe(403);
    },
  );

  it('is of its tenant alone', async () => {
    await api.call(`PUT ${path}`, { body: { url } });
    for (const as of ['stranger', 'sibling'] as const) {
      expect((await api.call(`GET ${path}`, { as })).status).toBe(404);
      expect((await api.call(`DELETE ${path}`, { as })).status).toBe(404);
    }
    expect((await api.call(`GET ${path}`)).status).toBe(200);
  });
});

describe('its secret', () => {
  it('is rotated: the new one is shown, and the old one holds for a day', async () => {
    const { json: set } = await api.call(`PUT ${path}`, { body: { url } });
    now += hour;
    const { status, json } = await api.call(`POST ${path}/secret`);

    expect(status).toBe(200);
    const until = '2026-06-02T13:00:00.000Z';
    expect(json).toMatchObject({ rotated_at: '2026-06-01T13:00:00.000Z', old_secret_until: until });
    expect([...keys.secrets.values()]).toEqual([
      { current: json.secret, previous: { secret: set.secret, until } },
    ]);
    now += 24 * hour;
    expect((await api.call(`GET ${path}`)).json).toMatchObject({ old_secret_until: null });
  });

  it('cannot be rotated where there is none', async () => {
    expect((await api.call(`POST ${path}/secret`)).status).toBe(404);
  });
});

describe('a test', () => {
  it('is sent signed, and tells what was answered', async () => {
    expect((await api.call(`POST ${path}/test`)).status).toBe(404);
    await api.call(`PUT ${path}`, { body: { url } });
    const { status, json } = await api.call(`POST ${path}/test`);

    expect([status, json]).toEqual([
      200,
      { delivered: true, status: 200, message: 'The receiver answered 200.', answer: 'thanks' },
    ]);
    expect(posted).toMatchObject([
      {
        url,
        headers: { 'webhook-id': 'the-test', 'webhook-signature': expect.stringMatching(/^v1,/) },
      },
    ]);
    expect(JSON.parse(posted[0]?.body ?? '')).toMatchObject({
      ...{ type: 'channel.alert.test', data: tenant },
    });
  });

  it('tells why it did not arrive, and nothing of the secret', async () => {
    const { json: set } = await api.call(`PUT ${path}`, { body: { url } });
    answer = { status: 401, body: `wrong: ${set.secret} ${'x'.repeat(1_000)}` };
    const { json } = await api.call(`POST ${path}/test`);
    expect(json).toMatchObject({ delivered: false, status: 401 });
    expect(json.answer).toHaveLength(300);
    expect(json.answer).toMatch(/^wrong: whsec_\[redacted\]= x/);

    answer = { status: null, reason: 'no complete answer within 5 s' };
    expect((await api.call(`POST ${path}/test`)).json).toMatchObject({
      ...{ delivered: false, status: null },
      message: 'The receiver did not answer: no complete answer within 5 s.',
    });
  });
});
