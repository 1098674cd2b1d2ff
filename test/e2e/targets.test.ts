import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoUnits } from '../../local/demo-units.ts';
import { queueOf } from '../../local/target-queue.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import { readable } from '../support/secret-scan.ts';

const targets = '/api/channels/targets';
const account = { id: 20002, api_key: 'sEcReT-key', tokens: ['sEcReT-token', 'sEcReT-newer'] };
const byKey = { account_id: String(account.id), api_key: account.api_key };

let system: LocalSystem;
beforeAll(async () => {
  system = await startLocalSystem({ accounts: [account], limits: 'none', tokenDelayMs: 0 });
}, 120_000);
afterAll(() => system?.stop());
beforeEach(() => {
  system.cloud.faults.clear();
  system.hostaway.control.clearFaults();
  system.hostaway.control.restoreTokens();
});

const call: LocalSystem['call'] = (...request) => system.call(...request);

const wanted = (over: Record<string, unknown> = {}) => ({
  name: `Target ${randomUUID()}`,
  channel_type: 'hostaway',
  sync_mode: 'api',
  base_url: `${system.hostaway.url}/v1`,
  credentials: { api_token: 'sEcReT-token' },
  // All share one account; none should wait for the others here.
  rate_limit_config: { max_requests: 100, window_seconds: 1 },
  ...over,
});
const create = (over: Record<string, unknown> = {}) => call(`POST ${targets}`, wanted(over));
const queueArn = (id: string) =>
  `${system.cloud.variablesOf('targets-api').QUEUE_ARN_PREFIX}${id}.fifo`;

async function mappingsOf(id: string): Promise<{ State: string }[]> {
  const all = (await awsCall('lambda', 'ListEventSourceMappings', {})) as {
    EventSourceMappings: { State: string; EventSourceArn: string }[];
  };
  return all.EventSourceMappings.filter(({ EventSourceArn }) => EventSourceArn === queueArn(id));
}
const awsCall = (service: string, action: string, input: unknown) =>
  system.cloud.call(service, action, input);
const exists = (service: string, action: string, input: unknown) =>
  awsCall(service, action, input).then(
    () => true,
    () => false,
  );

async function tableItems(): Promise<unknown[]> {
  const { CHANNELS_TABLE, AUDIT_TABLE, METERS_TABLE, INBOUND_TABLE } =
    system.cloud.variablesOf('targets-api');
  const scans = [CHANNELS_TABLE, AUDIT_TABLE, METERS_TABLE, INBOUND_TABLE].map(
    async (TableName) => (await awsCall('dynamodb', 'Scan', { TableName })) as { Items: unknown[] },
  );
  return (await Promise.all(scans)).flatMap(({ Items }) => Items);
}

/** A unit linked to a target, and how to wait until the channel has its name. */
async function linkUnit(targetId: string) {
  const [demo] = demoUnits(1);
  const id = randomUUID();
  const rename = (name: string) => call(`PUT /api/supply/units/${id}`, { ...demo?.content, name });
  await rename('First name');
  const { json: listing } = await call('POST /api/channels/listings', {
    target_id: targetId,
    unit_id: id,
  });
  const arrived = (name: string) =>
    eventually(`${name} at the channel`, async () =>
      system.hostaway.listings().find((one) => one.listing.name === name),
    );
  return { listing, rename, arrived };
}

describe('a target', () => {
  it('comes with a queue, a consumer and a secret, tried at the channel, and goes with them', async () => {
    const { status, json } = await create({ credentials: byKey });

    expect([status, json.health_status]).toEqual([201, 'healthy']);
    expect(system.hostaway.calls().map(({ path }) => path)).toContain('/v1/listings');
    const { Attributes } = (await awsCall('sqs', 'GetQueueAttributes', {
      QueueUrl: queueOf(system.cloud, json.id),
      AttributeNames: ['All'],
    })) as { Attributes: Record<string, string> };
    expect(Attributes).toMatchObject({
      FifoQueue: 'true',
      FifoThroughputLimit: 'perMessageGroupId',
      DeduplicationScope: 'messageGroup',
      VisibilityTimeout: '120',
    });
    expect(await mappingsOf(json.id)).toMatchObject([{ State: 'Enabled' }]);
    const secret = { SecretId: json.credentials_ref };
    expect(await exists('secretsmanager', 'GetSecretValue', secret)).toBe(true);

    expect((await call(`DELETE ${targets}/${json.id}`)).status).toBe(204);

    expect((await call(`GET ${targets}/${json.id}`)).status).toBe(404);
    expect(await mappingsOf(json.id)).toEqual([]);
    expect(
      await exists('sqs', 'GetQueueAttributes', { QueueUrl: queueOf(system.cloud, json.id) }),
    ).toBe(false);
    expect(await exists('secretsmanager', 'GetSecretValue', secret)).toBe(false);
    expect(await exists('secretsmanager', 'RestoreSecret', secret)).toBe(true);
  });

  it.each([
    {
      what: 'refused credentials',
      over: { credentials: { api_token: 'nobody' } },
      problem: 'credentials-rejected',
    },
    {
      what: 'a place where nobody listens',
      over: { base_url: 'http://127.0.0.1:9/v1' },
      problem: 'channel-unreachable',
    },
  ])('is not made with $what', async ({ over, problem }) => {
    system.cloud.clearRequests();

    const { status, json } = await create(over);

    expect([status, json.type]).toEqual([422, `/problems/${problem}`]);
    const made = system.cloud.requests().filter(({ action }) => action.startsWith('Create'));
    expect(made).toEqual([]);
  });

  it.each([
    { service: 'secretsmanager', action: 'CreateSecret' },
    { service: 'sqs', action: 'CreateQueue' },
    { service: 'lambda', action: 'CreateEventSourceMapping' },
    { service: 'dynamodb', action: 'TransactWriteItems' },
  ])(
    'leaves nothing behind when $action takes effect and fails, and can then be made',
    async (step) => {
      const request = wanted({ name: `After ${step.action}` });
      system.cloud.faults.add({
        ...step,
        principal: 'targets-api',
        times: 1,
        afterEffect: true,
        error: { code: 'AccessDeniedException', status: 403 },
      });

      expect((await call(`POST ${targets}`, request)).status).toBe(500);

      system.cloud.faults.clear();
      const leftovers = (await tableItems()).map(readable);
      expect(leftovers.filter((item) => item.includes(request.name))).toEqual([]);
      expect(leftovers.filter((item) => item.includes('REGISTRY#TARGETS'))).toHaveLength(
        await livingTargets(),
      );
      const { status, json } = await call(`POST ${targets}`, request);
      expect(status).toBe(201);
      expect(await mappingsOf(json.id)).toHaveLength(1);
    },
  );

  it('whose removal was cut short is removed by the next round of checks', async () => {
    const { json } = await create();
    system.cloud.faults.add({
      service: 'sqs',
      action: 'DeleteQueue',
      principal: 'targets-api',
      times: 9,
      error: { code: 'AccessDenied', status: 403 },
    });

    expect((await call(`DELETE ${targets}/${json.id}`)).status).toBe(204);
    const queue = { QueueUrl: queueOf(system.cloud, json.id) };
    expect(await exists('sqs', 'GetQueueAttributes', queue)).toBe(true);

    await system.cloud.fire('health-check');

    expect(await exists('sqs', 'GetQueueAttributes', queue)).toBe(false);
    const items = (await tableItems()).map(readable);
    expect(items.filter((item) => /REGISTRY#TARGETS/.test(item) && item.includes(json.id))).toEqual(
      [],
    );
  });

  it('keeps syncing through a rotation of its credentials', async () => {
    const { json } = await create();
    const unit = await linkUnit(json.id);
    await unit.arrived('First name');

    const rotated = await call(`PUT ${targets}/${json.id}/credentials`, {
      credentials: { api_token: account.tokens[1] },
    });
    expect(rotated.status).toBe(200);
    await unit.rename('Second name');

    await unit.arrived('Second name');
  });

  it('that is paused stays silent, and goes on where it stopped', async () => {
    const { json } = await create();
    const unit = await linkUnit(json.id);
    await unit.arrived('First name');

    await call(`PATCH ${targets}/${json.id}`, { is_active: false });
    const calls = system.hostaway.calls().length;
    await unit.rename('Name of the pause');
    await eventually('the listing is to be sent', async () => {
      const { json: listing } = await call(`GET /api/channels/listings/${unit.listing.id}`);
      return listing.sync_status === 'pending' || undefined;
    });
    expect(system.hostaway.calls().length).toBe(calls);
    // The row alone says that it is paused: what drains its queue is left as it is.
    expect(await mappingsOf(json.id)).toMatchObject([{ State: 'Enabled' }]);
    await call(`PATCH ${targets}/${json.id}`, { is_active: true });

    await unit.arrived('Name of the pause');
  });

  it('with revoked tokens is found offline, blocked, and let in again when they work', async () => {
    const { json } = await create();
    const path = `${targets}/${json.id}`;
    system.hostaway.control.revokeTokens();

    const check = await call(`POST ${path}/health-checks`);
    expect(check.json).toMatchObject({ health_status: 'offline', latency_ms: null });
    expect((await call(`GET ${path}`)).json.block_reason).toBe('credentials_rejected');

    system.hostaway.control.restoreTokens();
    await system.cloud.fire('health-check');

    expect((await call(`GET ${path}`)).json).toMatchObject({
      health_status: 'healthy',
      block_reason: null,
      health_message: null,
    });
    const { series, health_history } = (await call(`GET ${path}/health`)).json;
    expect(health_history).toMatchObject([{ health_status: 'healthy', message: null }]);
    expect(series.day.at(-1).queue_depth).toEqual(expect.any(Number));
  });

  it('belongs to its tenant', async () => {
    const { json } = await create();
    const stranger = { as: 'local-other-owner' } as const;

    for (const request of ['GET', 'DELETE'])
      expect((await call(`${request} ${targets}/${json.id}`, undefined, stranger)).status).toBe(
        404,
      );
    expect((await call(`GET ${targets}`, undefined, stranger)).json.items).toEqual([]);
  });
});

async function livingTargets(): Promise<number> {
  return (await call(`GET ${targets}?limit=100`)).json.items.length;
}
