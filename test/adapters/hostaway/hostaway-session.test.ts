import { afterEach, describe, expect, it } from 'vitest';
import { hostawayChannel } from '../../../adapters/hostaway/hostaway.ts';
import { ChannelCallError, type ReadAnswer } from '../../../domain/channel/channel.ts';
import type { Secret } from '../../../domain/credentials/credentials.ts';
import { failure, type Reply, ScriptedServer, success } from '../../fakes/scripted-server.ts';
import { wordsOf } from '../../support/words-of.ts';

const options = {
  idempotency_key: 'f'.repeat(64),
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};
const byToken: Secret = { credentials: { api_token: 'given-token-1' } };
const byKey: Secret = { credentials: { account_id: '61148', api_key: 'the-api-key-1' } };
const minted = (access_token: string): Reply => ({
  status: 200,
  body: { token_type: 'Bearer', expires_in: 15_897_600, access_token },
});

const servers: ScriptedServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
});

/** A session against a server that gives these replies, and everything that was done besides calling. */
async function aSession(secret: Secret, ...replies: Reply[]) {
  const server = await ScriptedServer.start(...replies);
  servers.push(server);
  const state = { secret, cached: secret };
  const steps: string[] = [];
  const answers: ReadAnswer[] = [];
  const note = (step: string) => {
    steps.push(`${step}@${server.requests.length}`);
  };

  const session = hostawayChannel({
    allowPrivateBaseUrls: () => true,
    timeoutMs: 500,
    sleep: async (ms) => note(`sleep ${ms}`),
  }).connect({
    base_url: `${server.url}/v1/`,
    turn: async () => note('turn'),
    answered: ({ kind, http_status }) => void answers.push({ kind, http_status }),
    secret: {
      read: async ({ fresh = false } = {}) => {
        if (fresh) state.cached = state.secret;
        return state.cached;
      },
      write: async (changed) => {
        note('write');
        state.secret = changed;
        state.cached = changed;
      },
    },
  });
  return { server, session, steps, state, answers };
}

const bearers = (server: ScriptedServer) =>
  server.requests.map(({ headers }) => headers.authorization);
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no failure',
    (error: unknown) => (error instanceof ChannelCallError ? error.outcome : error),
  );

describe('authenticate', () => {
  it('takes an API token as it is, without a call', async () => {
    const { session, server, steps } = await aSession(byToken, success([]));

    await session.authenticate();
    await session.check();

    expect(bearers(server)).toEqual(['Bearer given-token-1']);
    expect(steps).toEqual(['turn@0']);
  });

  it('mints from an API key in its turn, waits a second, then keeps the token', async () => {
    const { session, server, steps, state } = await aSession(byKey, minted('minted-token-1'));

    await session.authenticate();

    expect(steps).toEqual(['turn@0', 'sleep 1000@1', 'write@1']);
    expect(state.secret).toEqual({ ...byKey, access_token: 'minted-token-1' });
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/accessTokens',
        body: 'grant_type=client_credentials&client_id=61148&client_secret=the-api-key-1&scope=general',
      },
    ]);
    expect(server.requests[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('reuses the token that was kept', async () => {
    const kept = { ...byKey, access_token: 'kept-token-1' };
    const { session, server } = await aSession(kept, success([]));

    await session.check();

    expect(bearers(server)).toEqual(['Bearer kept-token-1']);
  });

  it('mints once for calls that need a token at the same time', async () => {
    const { session, server } = await aSession(byKey, minted('minted-token-1'));

    await Promise.all([session.authenticate(), session.authenticate()]);

    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, Reply, object]>([
    [
      'bad credentials',
      {
        status: 401,
        body: { error: 'invalid_client', error_description: 'Client authentication failed' },
      },
      { kind: 'unauthorized', http_status: 401, error_message: 'Client authentication failed' },
    ],
    ['an outage', { status: 503 }, { kind: 'unclear', http_status: 503 }],
    ['a limit', { status: 429 }, { kind: 'rate_limited', retry_at: null }],
    [
      'an answer without a token',
      { status: 200, body: { token_type: 'Bearer' } },
      { kind: 'unclear' },
    ],
    [
      'an envelope instead',
      success({}),
      { kind: 'unclear', error_message: expect.stringContaining('shape') },
    ],
    ['a token that is no header', minted('two words'), { kind: 'unauthorized' }],
  ])('fails by %s', async (_what, reply, outcome) => {
    const { session } = await aSession(byKey, reply);

    expect(await failureOf(session.authenticate())).toMatchObject(outcome);
  });

  it('refuses a pasted token that no header can hold, without a call', async () => {
    const { session, server } = await aSession({ credentials: { api_token: 'tökén' } });

    expect(await failureOf(session.check())).toMatchObject({ kind: 'unauthorized' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('renewCredentials', () => {
  it('adopts the token of a secret that was rotated meanwhile', async () => {
    const { session, server, state } = await aSession(byToken, failure(403, 'denied'), success([]));
    await failureOf(session.check());
    state.secret = { credentials: { api_token: 'rotated-token-1' } };

    expect(await session.renewCredentials()).toBe(true);
    await session.check();

    expect(bearers(server)).toEqual(['Bearer given-token-1', 'Bearer rotated-token-1']);
  });

  it('can do nothing about an API token that is still the same', async () => {
    const { session, server } = await aSession(byToken, failure(403, 'denied'));
    await failureOf(session.check());

    expect(await session.renewCredentials()).toBe(false);
    expect(server.requests).toHaveLength(1);
  });

  it('mints anew from an API key, and keeps the new token', async () => {
    const kept = { ...byKey, access_token: 'stale-token-1' };
    const replies = [failure(403, 'denied'), minted('fresh-token-1'), success([])];
    const { session, server, state } = await aSession(kept, ...replies);
    await failureOf(session.check());

    expect(await session.renewCredentials()).toBe(true);
    await session.check();

    expect(state.secret.access_token).toBe('fresh-token-1');
    expect(bearers(server).at(-1)).toBe('Bearer fresh-token-1');
  });

  it('takes the token another process has minted meanwhile', async () => {
    const kept = { ...byKey, access_token: 'stale-token-1' };
    const { session, server, state } = await aSession(kept, failure(403, 'denied'));
    await failureOf(session.check());
    state.secret = { ...byKey, access_token: 'their-token-1' };

    expect(await session.renewCredentials()).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  it('mints once for calls that were refused at the same time, however late they ask', async () => {
    const kept = { ...byKey, access_token: 'stale-token-1' };
    const refusals = [failure(403, 'denied'), failure(403, 'denied'), failure(403, 'denied')];
    const { session, server } = await aSession(kept, ...refusals, minted('fresh-token-1'));
    await Promise.all([1, 2, 3].map(() => failureOf(session.check())));

    const renewed = await Promise.all([session.renewCredentials(), session.renewCredentials()]);

    expect([...renewed, await session.renewCredentials()]).toEqual([true, true, true]);
    expect(server.requests.filter(({ path }) => path === '/v1/accessTokens')).toHaveLength(1);
  });

  it('says why it could not', async () => {
    const kept = { ...byKey, access_token: 'stale-token-1' };
    const refusal = { status: 401, body: { error: 'invalid_client' } };
    const { session } = await aSession(kept, failure(403, 'denied'), refusal);
    await failureOf(session.check());

    expect(await failureOf(session.renewCredentials())).toMatchObject({ kind: 'unauthorized' });
  });
});

describe('writes', () => {
  it('are one request each, with key, trace and payload, and wait for no turn', async () => {
    const replies = [success({ id: 42 }), success({ id: 42 }), success([])];
    const { session, server, steps } = await aSession(byToken, ...replies);
    await session.authenticate();

    const outcomes = [
      await session.create({ name: 'A' }, options),
      await session.update('42', { name: 'B' }, options),
      await session.remove('42', options),
    ];

    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(outcomes[0]).toMatchObject({ external_listing_id: '42', http_status: 200 });
    expect(server.requests).toMatchObject([
      { method: 'POST', path: '/v1/listings', body: '{"name":"A"}' },
      { method: 'PUT', path: '/v1/listings/42', body: '{"name":"B"}' },
      { method: 'DELETE', path: '/v1/listings/42', body: '' },
    ]);
    for (const { headers } of server.requests) {
      expect(headers).toMatchObject({
        authorization: 'Bearer given-token-1',
        'x-idempotency-key': options.idempotency_key,
        traceparent: options.traceparent,
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'tvl-channels',
      });
    }
    expect(steps).toEqual([]);
  });

  it.each<[string, Reply]>([
    ['a dropped connection', (response) => response.socket?.destroy()],
    ['silence', () => {}],
    [
      'half a body',
      (response) => {
        response.writeHead(200, { 'content-length': '999' });
        response.write('{"status":"success"', () => response.socket?.destroy());
      },
    ],
    ['JSON cut short', { status: 200, body: '{"status":"success","result":{"id":4' }],
    ['an error of the server', { status: 500 }],
  ])('are unclear after %s, and not repeated', async (_what, reply) => {
    const { session, server } = await aSession(byToken, reply, success({ id: 42 }));
    await session.authenticate();

    expect(await session.create({ name: 'A' }, options)).toMatchObject({ kind: 'unclear' });
    expect(server.requests).toHaveLength(1);
  });

  it('do not follow a redirect with the token', async () => {
    const { session, server } = await aSession(byToken, {
      status: 302,
      headers: { location: '/evil' },
    });
    await session.authenticate();

    expect(await session.update('1', {}, options)).toMatchObject({
      kind: 'refused',
      validation: false,
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each(['..', '.', '', '../users/1?x', '%2e%2e', '1/images', '1?a=b', '007', '-1', '1e3', 'a'])(
    'make no call for what is no id: %j',
    async (id) => {
      const { session, server } = await aSession(byToken, success([]), success([]));
      await session.authenticate();

      for (const outcome of [
        await session.remove(id, options),
        await session.update(id, { name: 'A' }, options),
      ])
        expect(outcome).toMatchObject({ kind: 'missing', http_status: null });
      expect(server.requests).toEqual([]);
    },
  );

  it('are a bug before authenticate()', async () => {
    const { session, server } = await aSession(byToken);

    await expect(session.create({}, options)).rejects.toThrow('authenticate()');
    expect(server.requests).toHaveLength(0);
  });
});

describe('reads', () => {
  it('take the vocabulary by name in lower case, each call in its turn', async () => {
    const { session, server, steps } = await aSession(
      byToken,
      success([
        { id: 8, name: 'Villa' },
        { id: 1, name: ' Apartment ' },
      ]),
      success([
        { id: 9, name: 'WiFi' },
        { id: 3, name: 'wifi' },
      ]),
      success([]),
    );

    expect(await wordsOf(session)).toEqual({
      property_types: { villa: 8, apartment: 1 },
      amenities: { wifi: 3 },
      bed_types: {},
    });
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/v1/propertyTypes',
      '/v1/amenities',
      '/v1/bedTypes',
    ]);
    expect(steps).toEqual(['turn@0', 'turn@1', 'turn@2']);
  });

  it('take what is usable of a vocabulary in another shape', async () => {
    const { session } = await aSession(
      byToken,
      success({ id: 123 }),
      success([{ id: 1, name: 'Wifi' }, { id: 'two', name: 'Pool' }, null]),
      success([]),
    );

    expect(await wordsOf(session)).toEqual({
      property_types: {},
      amenities: { wifi: 1 },
      bed_types: {},
    });
  });

  it('do without a vocabulary that the account does not get', async () => {
    const replies = [
      failure(404, 'no'),
      failure(400, 'no'),
      success([{ id: 1, name: 'Full Bunk Bed' }]),
    ];
    const { session } = await aSession(byToken, ...replies);

    expect(await wordsOf(session)).toEqual({
      property_types: {},
      amenities: {},
      bed_types: { 'full bunk bed': 1 },
    });
  });

  it('do without one that is refused while the account answers, which is asked each time', async () => {
    const { session, server } = await aSession(
      byToken,
      failure(403, 'not in your plan'),
      success([]),
      failure(403, 'not in your plan'),
      success([]),
      success([{ id: 1, name: 'Full Bunk Bed' }]),
    );

    expect(await wordsOf(session)).toEqual({
      property_types: {},
      amenities: {},
      bed_types: { 'full bunk bed': 1 },
    });
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/v1/propertyTypes',
      '/v1/listings?limit=1',
      '/v1/amenities',
      '/v1/listings?limit=1',
      '/v1/bedTypes',
    ]);
  });

  it.each<[string, Reply, object]>([
    ['a page of a firewall', { status: 403, body: '<html>blocked</html>' }, { kind: 'unclear' }],
    [
      'a limit',
      { status: 429, headers: { 'retry-after': '5' } },
      { kind: 'rate_limited', retry_at: expect.any(Number) },
    ],
    ['a refused token', failure(403, 'denied'), { kind: 'unauthorized' }],
    ['an outage', { status: 502 }, { kind: 'unclear' }],
    ['an unknown shape', success({ Villa: 8 }), { kind: 'unclear' }],
  ])('do not take %s for an empty vocabulary', async (_what, reply, outcome) => {
    const { session } = await aSession(byToken, reply, reply);

    expect(await failureOf(wordsOf(session))).toMatchObject(outcome);
  });

  it('list by pages, each by one call in its turn', async () => {
    const rows = [
      { id: 7, name: 'A' },
      { id: 8, name: 'B' },
    ];
    const { session, server, steps } = await aSession(byToken, success(rows, { count: 3 }));

    const page = await session.list({ place: null, limit: 1 });

    expect(page.items).toMatchObject([{ external_listing_id: '7', name: 'A' }]);
    expect(page.next).not.toBeNull();
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/v1/listings?limit=2&offset=0&sortOrder=name',
    ]);
    expect(steps).toEqual(['turn@0']);
  });
});

describe('secrets', () => {
  it('never come back, however the server echoes them', async () => {
    const echo: Reply = (response, request) => {
      const secrets = [
        request.headers.authorization,
        request.body,
        'the-api-key-1',
        'minted-token-1',
      ];
      const message = `denied: ${secrets.join(' ')} ${encodeURIComponent('the-api-key-1')}`;
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: 'fail', message, error: 'minted-token-1' }));
    };
    const { session } = await aSession(byKey, minted('minted-token-1'), ...Array(4).fill(echo));
    await session.authenticate();

    const seen = [
      await session.create({ name: 'minted-token-1' }, options),
      await session.update('1', {}, options),
      await failureOf(session.check()),
      await session.check().catch((error: unknown) => String(error)),
    ];
    expect(JSON.stringify(seen)).not.toMatch(/minted-token-1|the-api-key-1/);
    expect(JSON.stringify(seen)).toContain('***');
  });

  it('never come back from the channel that knows a key which is not sent', async () => {
    const kept = { ...byKey, access_token: 'kept-token-1' };
    const { session } = await aSession(kept, failure(400, 'Not with the-api-key-1'));
    await session.authenticate();

    const outcome = JSON.stringify(await session.update('1', {}, options));
    expect(outcome).not.toContain('the-api-key-1');
    expect(outcome).toContain('Not with ***');
  });

  it('never come back from the token call either', async () => {
    const echo: Reply = (response, { body }) => {
      response
        .writeHead(401)
        .end(JSON.stringify({ error: 'invalid_client', error_description: body }));
    };
    const { session } = await aSession(byKey, echo);

    expect(JSON.stringify(await failureOf(session.authenticate()))).not.toContain('the-api-key-1');
  });
});

describe('how calls ended', () => {
  const limited: Reply = { status: 429, body: { message: 'Too Many Requests' } };

  it('is told of every token that is minted and every read, and of no write', async () => {
    const created = success({ id: 42 });
    const { session, answers } = await aSession(byKey, minted('token-1'), success([]), created);

    await session.authenticate();
    await session.check();
    await session.create({ name: 'Villa' }, options);

    expect(answers).toEqual([
      { kind: 'accepted', http_status: 200 },
      { kind: 'accepted', http_status: 200 },
    ]);
  });

  it.each<[string, Reply, object]>([
    ['a limit', limited, { kind: 'rate_limited', http_status: 429 }],
    ['another shape', success('no list'), { kind: 'unclear', http_status: 200 }],
    ['a failure', failure(500, 'oops'), { kind: 'unclear', http_status: 500 }],
  ])('is told of a look-up that was answered with %s', async (_what, reply, answer) => {
    const { session, answers } = await aSession(byToken, reply);

    await failureOf(session.find({ listing_id: 'l-1' }));

    expect(answers).toEqual([answer]);
  });

  it('is told of a token that was not given', async () => {
    const { session, answers } = await aSession(byKey, limited);

    await failureOf(session.authenticate());

    expect(answers).toEqual([{ kind: 'rate_limited', http_status: 429 }]);
  });
});
