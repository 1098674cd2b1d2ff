import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isPublicAddress } from '../../../adapters/channels/public-address.ts';
import { DynamoTargetRegistry } from '../../../adapters/dynamodb/targets/target-registry.ts';
import { DynamoTargetStore } from '../../../adapters/dynamodb/targets/target-store.ts';
import { windowKey } from '../../../adapters/hostaway/window-key.ts';
import { targetRoutes } from '../../../lambdas/targets-api/routes/targets.ts';
import { TargetWorld } from '../../fakes/target-world.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';

const targets = '/api/channels/targets';
const good = {
  name: 'Miami',
  channel_type: 'hostaway',
  sync_mode: 'api',
  base_url: 'https://api.channel.example/v1',
  credentials: { api_token: 'a-token' },
  credentials_expires_at: '2027-01-01T00:00:00.000Z',
  rate_limit_config: { max_requests: 12, window_seconds: 10 },
  settings: { field_mapping: 'public_api' },
};

let database: TestDatabase;
let api: TestApi;
let id: string;
beforeAll(async () => {
  database = await startDynamoDb();
  const world = new TargetWorld();
  const { channels } = database.tables;
  const deps = {
    ...world.deps,
    base_urls: { allow_private: false, isPublicAddress },
    targets: new DynamoTargetStore(database.documentClient, channels, world.deps.clock),
    registry: new DynamoTargetRegistry(database.documentClient, channels, () => undefined),
  };
  world.channel.windowKey = windowKey;
  api = await startTestApi(targetRoutes(deps), database);
  id = (await api.call(`POST ${targets}`, { body: good })).json.id;
});
afterAll(() => database.stop());

const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('\u0000', '\ud800', '__proto__', '#', ' x ', '\u2028', 'x'.repeat(255)),
);
const nastyUrl = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.webAuthority({ withUserInfo: true, withPort: true }).map((host) => `https://${host}`),
  fc.constantFrom('https://\ud800', 'https://[::1]/%00', 'https://a b', 'HTTPS:api.example.com'),
  nastyText,
);
const nastyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
  nastyText,
  nastyUrl,
  fc.constantFrom(null, [], {}, 5e-324, 1e300, -0, true),
);
/** Fields replaced by values of the right form, by anything, and one that nobody knows. */
const damaged = fc
  .tuple(
    fc.record({ name: nastyText, base_url: nastyUrl }, { requiredKeys: [] }),
    fc.dictionary(fc.constantFrom(...Object.keys(good)), nastyValue, { maxKeys: 2 }),
    fc.dictionary(nastyText, nastyValue, { maxKeys: 1 }),
  )
  .chain((parts) => fc.subarray(parts, { minLength: 1 }))
  .map((parts) => Object.assign({}, ...parts));
const credentials = fc.oneof(
  fc.record({ api_token: nastyText }),
  fc.record({ account_id: nastyText, api_key: nastyText }),
  nastyValue,
);
const request = fc.oneof(
  damaged.map((damage) => ({ call: `POST ${targets}`, body: { ...good, ...damage } })),
  credentials.map((damage) => ({
    call: `POST ${targets}`,
    body: { ...good, credentials: damage },
  })),
  damaged.map((damage) => ({ call: `PATCH ${targets}/{id}`, body: damage })),
  credentials.map((damage) => ({
    call: `PUT ${targets}/{id}/credentials`,
    body: { credentials: damage },
  })),
);

it('never answers 5xx to what a caller sends, nor makes what cannot be shown', async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ call, body }) => {
      const { status, json } = await api.call(call.replace('{id}', id), {
        body: JSON.stringify(body),
      });

      expect(api.faults).toEqual([]);
      expect(status).toBeLessThan(500);
      if (status >= 400) expect(json.type).toMatch(/^\/problems\/[a-z-]+$/);
      if (status < 300) expect((await api.call(`GET ${targets}/${json.id}`)).json).toEqual(json);
    }),
    { numRuns: 200 },
  );
});

it.each(['{id}', '{id}/credentials', '{id}/health-checks'])(
  'never answers 5xx to an id that is none (%s)',
  async (path) => {
    const nastyId = fc.constantFrom('%', '%00', '..', 'null', `${'9'.repeat(300)}`, '%E0%A4%A');
    const method = fc.constantFrom('GET', 'PATCH', 'PUT', 'POST', 'DELETE');
    await fc.assert(
      fc.asyncProperty(nastyId, method, async (wrong, verb) => {
        const { status } = await api.call(`${verb} ${targets}/${path.replace('{id}', wrong)}`, {
          body: '{}',
        });

        expect([404, 405, 422]).toContain(status);
      }),
      { numRuns: 20 },
    );
  },
);
