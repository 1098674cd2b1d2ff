import { inspect } from 'node:util';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DynamoTargetRegistry } from '../../../adapters/dynamodb/targets/target-registry.ts';
import { DynamoTargetStore } from '../../../adapters/dynamodb/targets/target-store.ts';
import { targetRoutes } from '../../../lambdas/targets-api/routes/targets.ts';
import { TargetWorld } from '../../fakes/target-world.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';
import { type Caller, startTestApi, type TestApi } from '../../support/test-api.ts';

const targets = '/api/channels/targets';
let database: TestDatabase;
let world: TargetWorld;
let api: TestApi;
let count = 0;

const body = (over: Record<string, unknown> = {}) => {
  count += 1;
  return {
    name: `Target ${count}`,
    channel_type: 'hostaway',
    sync_mode: 'api',
    credentials: { api_token: 'a-token' },
    ...over,
  };
};
const create = (over: Record<string, unknown> = {}) =>
  api.call(`POST ${targets}`, { body: body(over) });
const created = async (over: Record<string, unknown> = {}) => (await create(over)).json.id;
const items = async () => {
  const tables = Object.values(database.tables);
  const scans = tables.map((TableName) =>
    database.documentClient.send(new ScanCommand({ TableName })),
  );
  return (await Promise.all(scans)).flatMap(({ Items = [] }) => Items);
};

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());
beforeEach(async () => {
  world = new TargetWorld();
  const { channels } = database.tables;
  const deps = {
    ...world.deps,
    targets: new DynamoTargetStore(database.documentClient, channels, world.deps.clock),
    registry: new DynamoTargetRegistry(database.documentClient, channels, () => undefined),
  };
  api = await startTestApi(targetRoutes(deps), database);
});

describe('POST /api/channels/targets', () => {
  it('answers the target with its entity tag and place, and nothing internal', async () => {
    const { status, headers, json } = await create({ name: '  Miami  ' });

    expect(status).toBe(201);
    expect(headers.etag).toBe('"0"');
    expect(headers.location).toBe(`${targets}/${json.id}`);
    expect(json).toEqual({
      id: json.id,
      org_id: 'demo',
      account_id: 'main',
      name: 'Miami',
      channel_type: 'hostaway',
      sync_mode: 'api',
      is_active: true,
      base_url: 'https://api.channel.example/v1',
      credentials_ref: `test/demo/main/${json.id}`,
      credentials_expires_at: null,
      rate_limit_config: { max_requests: 12, window_seconds: 10 },
      last_health_check_at: '2026-03-01T09:00:00.000Z',
      health_status: 'healthy',
      health_message: null,
      blocked_until: null,
      block_reason: null,
      settings: { field_mapping: 'public_api' },
      created_at: '2026-03-01T09:00:00.000Z',
      updated_at: '2026-03-01T09:00:00.000Z',
      deleted_at: null,
      warnings: [],
    });
    expect((await api.call(`GET ${targets}/${json.id}`)).json).toEqual(json);
  });

  it.each([
    { what: 'a name that is taken', over: { name: 'Taken' }, status: 409, type: 'name-taken' },
    {
      what: 'a channel without adapter',
      over: { channel_type: 'vrbo' },
      status: 422,
      type: 'channel-not-supported',
    },
    {
      what: 'an iCal target',
      over: { sync_mode: 'ical' },
      status: 422,
      type: 'sync-mode-not-supported',
    },
    {
      what: 'a private place',
      over: { base_url: 'https://10.0.0.1' },
      status: 422,
      type: 'validation',
    },
  ])('refuses $what as $type', async ({ over, status, type }) => {
    world.deps.base_urls.isPublicAddress = () => false;
    await create({ name: 'Taken' });

    const answer = await create(over);

    expect([answer.status, answer.json.type]).toEqual([status, `/problems/${type}`]);
  });

  it('makes one target for one Idempotency-Key, and tries again after a channel was down', async () => {
    const request = { body: body(), headers: { 'idempotency-key': `key-${count}` } };
    world.channel.replies = [{ kind: 'unclear' }, { kind: 'rate_limited' }, { kind: 'accepted' }];
    const types = [];
    for (let attempt = 0; attempt < 2; attempt += 1)
      types.push((await api.call(`POST ${targets}`, request)).json.type);
    world.now += 60_000;

    const first = await api.call(`POST ${targets}`, request);
    const again = await api.call(`POST ${targets}`, request);

    expect(types).toEqual(['/problems/channel-unreachable', '/problems/channel-rate-limited']);
    expect(first.status).toBe(201);
    expect(again.json).toEqual(first.json);
    expect(world.queues.size).toBe(1);
  });
});

describe('who may', () => {
  const calls = (id: string) => [
    { call: `POST ${targets}`, body: body(), good: 201 },
    { call: `PATCH ${targets}/${id}`, body: { is_active: true }, good: 200 },
    {
      call: `PUT ${targets}/${id}/credentials`,
      body: { credentials: { api_token: 'b' } },
      good: 200,
    },
    { call: `POST ${targets}/${id}/health-checks`, good: 200 },
    { call: `DELETE ${targets}/${id}`, good: 204 },
  ];

  it.each(['owner', 'publisher'] as const)('change targets: %s', async (as) => {
    for (const { call, body, good } of calls(await created()))
      expect([call, (await api.call(call, { as, body })).status]).toEqual([call, good]);
  });

  it.each(['content', 'viewer'] as const)('only look at them: %s', async (as) => {
    const id = await created();

    for (const { call, body } of calls(id))
      expect([call, (await api.call(call, { as, body })).status]).toEqual([call, 403]);
    expect((await api.call(`GET ${targets}/${id}`, { as })).status).toBe(200);
    expect((await api.call(`GET ${targets}`, { as })).status).toBe(200);
  });

  it.each(['stranger', 'sibling'] as const)(
    'neither see nor change those of others: %s',
    async (as: Caller) => {
      const id = await created();
      const before = await api.call(`GET ${targets}/${id}`);

      for (const { call, body } of calls(id).slice(1))
        expect([call, (await api.call(call, { as, body })).status]).toEqual([call, 404]);
      expect((await api.call(`GET ${targets}/${id}`, { as })).status).toBe(404);
      expect((await api.call(`GET ${targets}?limit=100`, { as })).text).not.toContain(id);
      expect((await api.call(`GET ${targets}/${id}`)).json).toEqual(before.json);
    },
  );
});

describe('the life of a target', () => {
  it('is edited under an entity tag, paused, resumed and deleted', async () => {
    const { json, headers } = await create();
    const path = `${targets}/${json.id}`;
    const patch = (tag: string | undefined, change: unknown) =>
      api.call(`PATCH ${path}`, {
        body: change,
        ...(tag === undefined ? {} : { headers: { 'if-match': tag } }),
      });

    const renamed = await patch(headers.etag, { name: `${json.name} renamed` });
    expect([renamed.status, renamed.headers.etag]).toEqual([200, '"1"']);
    expect((await patch(headers.etag, { is_active: false })).status).toBe(412);
    expect((await patch('"1"', { is_active: false })).json.is_active).toBe(false);
    // The row alone says so: what drains the queue goes on, and finds nothing to do.
    expect([...world.consumers.values()]).toMatchObject([{ enabled: true }]);
    expect((await patch(undefined, { is_active: true })).headers.etag).toBe('"3"');

    const stale = { headers: { 'if-match': '"1"' } };
    expect((await api.call(`DELETE ${path}`, stale)).status).toBe(412);
    expect((await api.call(`DELETE ${path}`)).status).toBe(204);
    expect((await api.call(`GET ${path}`)).status).toBe(404);
    expect((await api.call(`DELETE ${path}`)).status).toBe(404);
    expect((await api.call(`GET ${targets}?limit=100`)).text).not.toContain(json.id);
    expect(world.queues.size + world.secrets.size + world.consumers.size).toBe(0);
  });

  it('is checked on demand, which does not touch its entity tag', async () => {
    const id = await created();
    world.channel.replies = [{ kind: 'unauthorized', message: 'no access' }];

    const { json } = await api.call(`POST ${targets}/${id}/health-checks`);

    expect(json).toEqual({
      health_status: 'offline',
      checked_at: '2026-03-01T09:00:00.000Z',
      latency_ms: null,
      error_message: 'HTTP 403: no access',
    });
    const { json: seen, headers } = await api.call(`GET ${targets}/${id}`);
    expect(seen).toMatchObject({ health_status: 'offline', block_reason: 'credentials_rejected' });
    expect(headers.etag).toBe('"0"');
  });

  it('has its credentials rotated, which lets it in again', async () => {
    const id = await created();
    world.channel.replies = [{ kind: 'unauthorized' }, { kind: 'accepted' }];
    await api.call(`POST ${targets}/${id}/health-checks`);

    const rotated = await api.call(`PUT ${targets}/${id}/credentials`, {
      body: { credentials: { account_id: '4711', api_key: 'b-key' } },
    });

    expect(rotated.json).toMatchObject({ health_status: 'healthy', block_reason: null });
    expect(world.secrets.get(rotated.json.credentials_ref)).toMatchObject({
      credentials: { account_id: '4711', api_key: 'b-key' },
    });
  });
});

it('shows a secret to nobody: not in a table, an answer, an event, a report or a fault', async () => {
  const secrets = ['sEcReT-one', 'sEcReT-two', 'sEcReT-minted', 'sEcReT-refused'];
  const said: unknown[] = [];
  const call = async (request: string, payload?: unknown, headers = {}) => {
    const answer = await api.call(request, { body: payload, headers });
    said.push(answer);
    return answer;
  };
  world.channel.mints = 'sEcReT-minted';
  const first = body({ credentials: { api_token: 'sEcReT-one' } });
  const { json } = await call(`POST ${targets}`, first, { 'idempotency-key': 'secret-1' });
  const path = `${targets}/${json.id}`;

  await call(`POST ${targets}`, { ...first, unknown: 1 });
  await call(`POST ${targets}`, { ...first, credentials: { api_token: 'sEcReT-one', more: '1' } });
  await call(`POST ${targets}`, `{"credentials": "sEcReT-one"`);
  const second = { credentials: { account_id: '1', api_key: 'sEcReT-two' } };
  await call(`PUT ${path}/credentials`, second);
  world.channel.replies = [{ kind: 'unauthorized', message: 'sEcReT-refused is no good' }];
  await call(`PUT ${path}/credentials`, { credentials: { api_token: 'sEcReT-refused' } });
  world.channel.replies = [{ kind: 'unclear', message: 'sEcReT-two or sEcReT-minted' }];
  await call(`POST ${path}/health-checks`);
  world.channel.replies = [{ kind: 'accepted' }];
  world.fail('queues.create');
  await call(`POST ${targets}`, body({ credentials: { api_token: 'sEcReT-refused' } }));
  world.fail('vault.replace');
  await call(`PUT ${path}/credentials`, second);
  await call(`GET ${targets}?limit=100`);
  await call(`GET ${path}`);

  expect([...world.secrets.values()].some((one) => inspect(one).includes('sEcReT'))).toBe(true);
  const everything = [await items(), said, world.events, world.reports, api.faults].map((one) =>
    inspect(one, { depth: 20, maxArrayLength: null, maxStringLength: null }),
  );
  for (const text of everything) for (const secret of secrets) expect(text).not.toContain(secret);
  expect(everything[0]).toContain(json.id);
});
