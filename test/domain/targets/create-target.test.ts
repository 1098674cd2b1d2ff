import { beforeEach, describe, expect, it } from 'vitest';
import { ConflictError, UnprocessableError } from '../../../domain/common/errors.ts';
import { createTarget, type NewTarget } from '../../../domain/targets/create-target.ts';
import { OutageError, TargetWorld } from '../../fakes/target-world.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const caller = { tenant, trace_id: '0af7651916cd43dd8448eb211c80319c' };
const request: NewTarget = {
  name: 'Hostaway Miami',
  channel_type: 'hostaway',
  sync_mode: 'api',
  credentials: { account_id: '4711', api_key: 'the-key' },
};
const nothing = { rows: [], names: [], registry: [], secrets: [], queues: [], consumers: [] };

let world: TargetWorld;
const create = (over: Partial<NewTarget> = {}) =>
  createTarget({ ...request, ...over }, caller, world.deps);
const refusal = async (over: Partial<NewTarget> = {}) => {
  const error = await create(over).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof UnprocessableError || error instanceof ConflictError
    ? error
    : expect.unreachable(`expected a refusal, got ${error}`);
};

beforeEach(() => {
  world = new TargetWorld();
});

describe('createTarget', () => {
  it('makes a healthy, active target with a secret, a queue, a consumer and an event', async () => {
    const target = await create();

    expect(target).toMatchObject({
      ...tenant,
      name: 'Hostaway Miami',
      is_active: true,
      health_status: 'healthy',
      last_health_check_at: '2026-03-01T09:00:00.000Z',
      base_url: 'https://api.channel.example/v1',
      rate_limit_config: { max_requests: 12, window_seconds: 10 },
      settings: { field_mapping: 'public_api' },
      window_key: 'api.channel.example/4711',
      event_source_mapping_id: `consumer-${target.id}`,
      revision: 0,
    });
    expect(world.row(target.id)).toEqual(target);
    expect(world.secrets.get(target.credentials_ref)).toEqual({
      credentials: request.credentials,
      origin: new URL(target.base_url).origin,
    });
    expect(world.queues).toContain(target.id);
    expect(world.consumers.get(`consumer-${target.id}`)).toMatchObject({
      enabled: true,
      shard: target.worker_shard,
    });
    expect(world.registry.has(target.id)).toBe(true);
    expect(world.recorded).toEqual([{ window_key: target.window_key, made: [world.now] }]);
    expect(world.events).toEqual([
      {
        name: 'channel.target.created',
        ...tenant,
        target_id: target.id,
        trace_id: caller.trace_id,
        occurred_at: '2026-03-01T09:00:00.000Z',
      },
    ]);
  });

  it('tries the credentials before it makes anything', async () => {
    await create();

    expect(world.channel.checks).toEqual([
      {
        base_url: 'https://api.channel.example/v1',
        secret: { credentials: request.credentials },
      },
    ]);
    expect(world.calls[0]).toBe('registry.add');
  });

  it('keeps a token that was minted for the test', async () => {
    world.channel.mints = 'minted';

    const target = await create();

    expect(world.secrets.get(target.credentials_ref)).toMatchObject({ access_token: 'minted' });
  });

  it('does what the operator says of limit, settings and expiry', async () => {
    const target = await create({
      base_url: 'https://sandbox.channel.example/',
      rate_limit_config: { max_requests: 5, window_seconds: 60 },
      settings: { field_mapping: 'specification' },
      credentials_expires_at: '2027-01-01T00:00:00.000Z',
    });

    expect(target).toMatchObject({
      base_url: 'https://sandbox.channel.example',
      rate_limit_config: { max_requests: 5, window_seconds: 60 },
      settings: { field_mapping: 'specification' },
      credentials_expires_at: '2027-01-01T00:00:00.000Z',
    });
  });

  it('is not undone by a bus that is down, but tells the people who run the system', async () => {
    world.fail('events.publish');

    const target = await create();

    expect(world.rows.has(target.id)).toBe(true);
    expect(world.reports).toMatchObject([{ event: 'event-not-published' }]);
  });
});

describe('createTarget refuses, and leaves nothing behind:', () => {
  const limited = {
    kind: 'rate_limited',
    retry_at: Date.parse('2026-03-01T09:01:00.000Z'),
  } as const;
  it.each([
    {
      what: 'a channel without adapter',
      over: { channel_type: 'airbnb' },
      slug: 'channel-not-supported',
      path: 'channel_type',
    },
    {
      what: 'an iCal target',
      over: { sync_mode: 'ical' },
      slug: 'sync-mode-not-supported',
      path: 'sync_mode',
    },
    {
      what: 'a base URL without encryption',
      over: { base_url: 'http://api.channel.example' },
      slug: 'validation',
      path: 'base_url',
    },
    {
      what: 'credentials the channel refuses',
      reply: { kind: 'unauthorized' },
      slug: 'credentials-rejected',
      path: 'credentials',
    },
    {
      what: 'a channel that is down',
      reply: { kind: 'unclear' },
      slug: 'channel-unreachable',
      path: 'base_url',
    },
    {
      what: 'a place that is not the API',
      reply: { kind: 'missing' },
      slug: 'channel-unreachable',
      path: 'base_url',
    },
    {
      what: 'an account that is rate limited',
      reply: limited,
      slug: 'channel-rate-limited',
      path: undefined,
    },
  ] as const)('$what', async ({ slug, path, ...given }) => {
    if ('reply' in given && given.reply) world.channel.replies = [given.reply];

    const error = await refusal('over' in given ? given.over : {});

    expect(error.slug).toBe(slug);
    expect('errors' in error ? error.errors.map((one) => one.path) : []).toEqual(
      path === undefined ? [] : [path],
    );
    expect(world.leftovers()).toEqual(nothing);
    expect(world.events).toEqual([]);
  });

  it('a channel that does not answer in time', async () => {
    world.silent = true;

    expect((await refusal()).slug).toBe('channel-unreachable');
    expect(world.leftovers()).toEqual(nothing);
  });

  it('an account whose window is full for longer than a request may take, naming the time', async () => {
    world.windowFreeAt = world.now + 9_000;

    const error = await refusal();

    expect(error.slug).toBe('channel-rate-limited');
    expect(error.message).toContain('2026-03-01T09:00:09.000Z');
    expect(world.channel.checks).toEqual([]);
  });

  it('a name that is taken, without asking the channel', async () => {
    await create();
    const before = world.leftovers();

    expect((await refusal()).slug).toBe('name-taken');
    expect(world.leftovers()).toEqual(before);
    expect(world.channel.checks).toHaveLength(1);
  });

  it('naming what is supported', async () => {
    expect((await refusal({ channel_type: 'vrbo' })).message).toContain('hostaway');
  });

  it('without repeating a secret that the channel echoes', async () => {
    world.channel.replies = [{ kind: 'unauthorized', message: 'key the-key is wrong' }];

    expect(JSON.stringify(await refusal())).not.toContain('the-key');
  });

  it('counting and keeping silent in a window of the tenant alone, whatever account is named', async () => {
    world.channel.replies = [limited];

    await refusal({ credentials: { account_id: '4711', api_key: 'junk' } });

    const key = 'trial/demo/main/api.channel.example/4711';
    expect(world.reservations.map(({ window_key }) => window_key)).toEqual([key]);
    expect(world.windowBlocks.map((block) => block.key)).toEqual([key]);
    expect(world.recorded).toEqual([]);
  });

  it('under the limit of the channel, not one of the choice of the caller', async () => {
    world.channel.replies = [{ kind: 'unauthorized' }];
    await refusal({ rate_limit_config: { max_requests: 1000, window_seconds: 3600 } });

    expect(world.reservations[0]?.policy.limits).toEqual([{ max_weight: 12, window_ms: 10_000 }]);
  });
});

describe('createTarget waits for its turn', () => {
  it('when that is soon', async () => {
    world.windowFreeAt = world.now + 5_000;

    await create();

    expect(world.now).toBe(world.windowFreeAt);
  });
});

describe('provisioning', () => {
  const steps = [
    'registry.add',
    'vault.create',
    'queues.create',
    'consumers.attach',
    'targets.create',
  ];

  it('takes these steps in this order', async () => {
    await create();

    expect(world.calls.filter((call) => steps.includes(call))).toEqual(steps);
  });

  it.each(steps.flatMap((step) => (['down', 'lost'] as const).map((fault) => ({ step, fault }))))(
    'leaves nothing behind when $step is $fault, and a retry with the same name succeeds',
    async ({ step, fault }) => {
      world.fail(step, fault);

      await expect(create()).rejects.toThrow(OutageError);
      expect(world.leftovers()).toEqual(nothing);
      expect(world.events).toEqual([]);

      world.recover();
      const target = await create();
      expect(world.row(target.id).name).toBe(request.name);
    },
  );

  it.each(['targets.discard', 'consumers.detach', 'queues.remove', 'vault.remove'])(
    'reports a failing %s and leaves the target registered, so that the sweep finishes it',
    async (undo) => {
      world.fail('targets.create');
      world.fail(undo);

      await expect(create()).rejects.toThrow('targets.create');

      expect(world.registry.size).toBe(1);
      expect(world.reports).toHaveLength(1);
      const others = { ...world.leftovers(), registry: [] };
      if (undo !== 'targets.discard') expect(Object.values(others).flat()).toHaveLength(1);
    },
  );

  it('gives way to a target that took the name in between, and leaves that one its name', async () => {
    world.deps.targets.isNameTaken = async () => false;
    world.names.set('demo/main/hostaway/Hostaway Miami', 'another');

    expect((await refusal()).slug).toBe('name-taken');

    expect(world.leftovers()).toEqual({ ...nothing, names: ['demo/main/hostaway/Hostaway Miami'] });
  });
});
