import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bind } from '../../../adapters/http/bind.ts';
import type { Route } from '../../../adapters/http/route.ts';
import { sessionCookie } from '../../../adapters/http/who-asks/cookies.ts';
import {
  ConflictError,
  NotFoundError,
  PermanentError,
  PreconditionFailedError,
  UnprocessableError,
} from '../../../domain/common/errors.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';
import { type CallOptions, startTestApi, type TestApi } from '../../support/test-api.ts';

const base = { function: 'health-api', tag: 'Operations', summary: '' } as const;
const shown = z.object({ text: z.string() });
const echo = {
  ...base,
  operation_id: 'echo',
  method: 'POST',
  path: '/api/echo',
  access: ['Owner'],
  body: z.strictObject({ text: z.string() }),
  responses: { 200: shown },
} as const satisfies Route;
const fail = {
  ...echo,
  operation_id: 'fail',
  method: 'GET',
  path: '/api/fail',
  access: 'any',
  body: undefined,
} as const satisfies Route;
const open = {
  ...fail,
  operation_id: 'open',
  path: '/open',
  access: 'open',
} as const satisfies Route;
const gone = {
  ...fail,
  operation_id: 'gone',
  method: 'DELETE',
  path: '/api/gone',
  responses: { 204: null },
} as const satisfies Route;
const huge = { ...fail, operation_id: 'huge', path: '/api/huge' } as const satisfies Route;
const broken = { ...fail, operation_id: 'broken', path: '/api/broken' } as const satisfies Route;

let database: TestDatabase;
let api: TestApi;
let thrown: unknown;
beforeAll(async () => {
  database = await startDynamoDb();
  api = await startTestApi(
    [
      bind(echo, async ({ body }) => ({ status: 200, body: { ...body, secret: 'internal' } })),
      bind(fail, async () => {
        throw thrown;
      }),
      bind(open, async ({ principal }) => ({ status: 200, body: { text: String(principal) } })),
      bind(gone, async () => ({ status: 204 })),
      bind(huge, async () => ({ status: 200, body: { text: '"'.repeat(3_000_000) } })),
      bind(broken, async () => ({ status: 200, body: { text: 17 } })),
    ],
    database,
  );
});
beforeEach(() => {
  api.faults.length = 0;
});
afterAll(() => database.stop());

describe('who asks', () => {
  it.each([
    { header: undefined, challenge: 'Bearer' },
    { header: 'Basic dXNlcjpwYXNz', challenge: 'Bearer' },
    { header: 'Bearer', challenge: 'Bearer' },
    { header: 'Bearer two words', challenge: 'Bearer' },
    { header: `Bearer ${'x'.repeat(600)}`, challenge: 'Bearer' },
    { header: 'Bearer unknown-key', challenge: 'Bearer error="invalid_token"' },
  ])('is unknown with Authorization: $header', async ({ header, challenge }) => {
    const headers: Record<string, string> = header === undefined ? {} : { authorization: header };

    const {
      status,
      json,
      headers: answered,
    } = await api.call('GET /api/fail', { as: null, headers });

    expect([status, json.type]).toEqual([401, '/problems/unauthorized']);
    expect(answered['www-authenticate']).toBe(challenge);
  });

  it('is told which roles may, when another role asks', async () => {
    const { status, json } = await api.call('POST /api/echo', { as: 'viewer', body: { text: '' } });

    expect([status, json.type]).toEqual([403, '/problems/forbidden']);
    expect(json.detail).toBe('The role Viewer may not do this; Owner may.');
  });

  it('does not matter to an open route, which takes any query', async () => {
    const { status, json } = await api.call('GET /open?probe=1', { as: null });

    expect([status, json]).toEqual([200, { text: 'null' }]);
  });

  it('is asked before the body is looked at', async () => {
    const { status } = await api.call('POST /api/echo', { as: null, body: '{' });

    expect(status).toBe(401);
  });
});

describe('errors', () => {
  it('are told of an answer that Lambda would not take', async () => {
    const { status, json } = await api.call('GET /api/huge');

    expect([status, json.type]).toEqual([422, '/problems/answer-too-large']);
    expect(api.faults).toEqual([]);
  });

  it.each([
    { error: new NotFoundError('none'), status: 404, slug: 'not-found' },
    { error: new ConflictError('name-taken', 'taken'), status: 409, slug: 'name-taken' },
    { error: new PreconditionFailedError('changed'), status: 412, slug: 'precondition-failed' },
    { error: new UnprocessableError('bad-thing', 'no'), status: 422, slug: 'bad-thing' },
  ])('are problem documents: $status $slug', async ({ error, status, slug }) => {
    thrown = error;

    const answer = await api.call('GET /api/fail');

    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json).toEqual({
      type: `/problems/${slug}`,
      title: expect.stringMatching(/^[A-Z][a-z ]+$/),
      status,
      detail: error.message,
      trace_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    });
    expect(api.faults).toEqual([]);
  });

  it.each([new PermanentError('password is hunter2'), new TypeError('hunter2'), 'hunter2'])(
    'of ours tell nothing and are logged under the trace id they name (%s)',
    async (error) => {
      thrown = error;

      const { status, json, text } = await api.call('GET /api/fail');

      expect([status, json.type]).toEqual([500, '/problems/internal-error']);
      expect(text).not.toContain('hunter2');
      expect(api.faults).toHaveLength(1);
      expect(json.trace_id).toBe(api.faultTraces.at(-1));
    },
  );

  it('say so when a handler breaks its own contract', async () => {
    expect((await api.call('GET /api/broken')).status).toBe(500);
    expect(api.faults).toHaveLength(1);
  });

  it('know no route that is not bound', async () => {
    expect((await api.call('GET /api/nothing')).json.type).toBe('/problems/not-found');
  });
});

describe('a person who opens an address', () => {
  /** What Chromium accepts when an address is opened. */
  const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
  const opened = (request: string, options: CallOptions = {}) =>
    api.call(request, { ...options, headers: { accept, ...options.headers } });

  it('sees a problem as a page without anything that runs', async () => {
    thrown = new ConflictError('not-a-member', `<script>alert("1")</script> & 'more'`);
    const { status, headers, text } = await opened('GET /api/fail');

    expect([status, headers['content-type']]).toEqual([409, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';/);
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain('<h1>Not a member</h1>');
    expect(text).toContain(
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;',
    );
    expect(text).toContain('<a href="/api/auth/login">Log in</a>');
    expect(text).not.toMatch(/<script|<style|style=|http/);
  });

  it('is told nothing of a fault of ours but where we find it', async () => {
    thrown = new TypeError('hunter2');
    const { status, text } = await opened('GET /api/fail');

    expect(status).toBe(500);
    expect(text).not.toContain('hunter2');
    expect(text).toContain(`Trace ${api.faultTraces.at(-1)}`);
    expect(api.faults).toHaveLength(1);
  });

  it('is led on from where nothing is', async () => {
    const { status, text } = await opened('GET /nothing', { as: null });

    expect(status).toBe(404);
    expect(text).toContain('<a href="/docs">');
  });

  it.each([
    { from: '/api/fail?a=b%20c&d', to: '?return_to=%2Fapi%2Ffail%3Fa%3Db%2520c%26d' },
    { from: '/api/fail', to: '?return_to=%2Fapi%2Ffail' },
    { from: `/api/fail?${'x'.repeat(2000)}`, to: '' },
    { from: '/api/fail?\\', to: '' },
  ])('is led to the login without a session, and back to $from', async ({ from, to }) => {
    const { status, headers, text } = await opened(`GET ${from}`, { as: null });

    expect([status, headers.location, text]).toEqual([302, `/api/auth/login${to}`, '']);
  });

  it('is led to the login when the session is over', async () => {
    const cookies = [`${sessionCookie}=over`];
    const { status, headers } = await opened('GET /api/fail', { as: null, cookies });

    expect(status).toBe(302);
    expect(headers.location).toMatch(/^\/api\/auth\/login/);
  });

  it.each([
    { who: 'a script', request: 'GET /api/fail', headers: { accept: '*/*' } },
    {
      who: 'a script',
      request: 'GET /api/fail',
      headers: { accept: 'application/json, text/html' },
    },
    { who: 'a form', request: 'POST /api/echo', headers: { accept } },
  ])('is not $who: $request, $headers', async ({ request, headers }) => {
    const { status, json } = await opened(request, { as: null, headers });

    expect([status, json.type]).toEqual([401, '/problems/unauthorized']);
  });

  it('is told of a key that is not known, and led to no login by it', async () => {
    const headers = { authorization: 'Bearer unknown' };
    const { status, text } = await opened('GET /api/fail', { as: null, headers });

    expect(status).toBe(401);
    expect(text).toContain('The API key is not known.');
  });
});

describe('a method that a path does not take', () => {
  it.each([
    { request: 'PUT /api/echo', allow: 'POST, OPTIONS' },
    { request: 'POST /api/fail', allow: 'GET, HEAD, OPTIONS' },
    { request: 'HEAD /api/echo', allow: 'POST, OPTIONS' },
    { request: 'DELETE /open?x=1', allow: 'GET, HEAD, OPTIONS' },
  ])('is 405 with those it takes: $request', async ({ request, allow }) => {
    const { status, json, headers } = await api.call(request, { as: null });

    expect([status, json.type]).toEqual([405, '/problems/method-not-allowed']);
    expect(headers.allow).toBe(allow);
  });

  it.each(['PUT /api/nothing', 'POST /api/fail/more', 'OPTIONS /', 'HEAD /api'])(
    'is 404 where there is no such path: %s',
    async (request) => {
      expect((await api.call(request)).status).toBe(404);
    },
  );

  it('may be asked for by OPTIONS', async () => {
    const { status, text, headers } = await api.call('OPTIONS /api/gone', { as: null });

    expect([status, text, headers.allow]).toEqual([204, '', 'DELETE, OPTIONS']);
  });

  it('may be HEAD where GET is taken: the same answer without its body', async () => {
    const get = await api.call('GET /open');
    const head = await api.call('HEAD /open');

    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers['content-type']).toBe(get.headers['content-type']);
    expect((await api.call('HEAD /api/fail', { as: null })).status).toBe(401);
  });
});

describe('bodies', () => {
  const send = (body: unknown, headers = {}) => api.call('POST /api/echo', { body, headers });

  it('leave only with what the route names', async () => {
    expect((await send({ text: 'hello' })).json).toEqual({ text: 'hello' });
  });

  it('are read from base64, as API Gateway sends what it takes for binary', async () => {
    expect((await send(Buffer.from('{"text":"grüße"}'))).json).toEqual({ text: 'grüße' });
  });

  it.each([
    { case: 'broken JSON', body: '{"text":', status: 400, slug: 'bad-json' },
    { case: 'none', body: '', status: 400, slug: 'bad-json' },
    { case: 'invalid UTF-8', body: Buffer.from([0x22, 0xff, 0x22]), status: 400, slug: 'bad-json' },
    { case: 'an array', body: '[]', status: 422, slug: 'validation' },
    { case: 'an unknown field', body: { text: '', x: 1 }, status: 422, slug: 'validation' },
    { case: '__proto__', body: '{"text":"","__proto__":{}}', status: 422, slug: 'validation' },
    { case: 'a lone surrogate', body: '{"text":"\\ud800"}', status: 422, slug: 'validation' },
    { case: 'a NUL', body: '{"text":"\\u0000"}', status: 422, slug: 'validation' },
    { case: 'an endless number', body: '{"text":1e999}', status: 422, slug: 'validation' },
    {
      case: 'endless nesting',
      body: `{"text":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      status: 422,
      slug: 'validation',
    },
    { case: 'too much', body: { text: 'x'.repeat(256 * 1024) }, status: 413, slug: 'too-large' },
  ])('with $case are $status $slug', async ({ body, status, slug }) => {
    const answer = await send(body);

    expect([answer.status, answer.json.type]).toEqual([status, `/problems/${slug}`]);
    expect(api.faults).toEqual([]);
  });

  it.each(['text/plain', 'application/jsonp', 'multipart/form-data', ''])(
    'of type "%s" are not taken',
    async (type) => {
      const { status } = await send({ text: '' }, { 'content-type': type });

      expect(status).toBe(415);
    },
  );

  it.each(['application/json; charset=utf-8', 'Application/JSON'])(
    'of type %s are',
    async (type) => {
      expect((await send({ text: '' }, { 'content-type': type })).status).toBe(200);
    },
  );

  it('keep the echo of unknown names short', async () => {
    const { text, json } = await send({ text: '', ['x'.repeat(100_000)]: 1 });

    expect(json.errors).toHaveLength(1);
    expect(text.length).toBeLessThan(1_000);
  });

  it('of many faults tell fifty', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`x${at}`, 1]));

    expect((await send({ text: '', ...many })).json.errors).toHaveLength(50);
  });
});

describe('every answer', () => {
  it('continues the trace of the caller', async () => {
    const id = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { traceparent: `00-${id}-00f067aa0ba902b7-01` };

    const answer = await api.call('GET /open', { headers });

    expect(answer.headers.traceparent).toMatch(new RegExp(`^00-${id}-[0-9a-f]{16}-01$`));
  });

  it.each(['DELETE /api/gone', 'GET /api/broken', 'GET /api/nothing', 'OPTIONS /open'])(
    'is kept by no cache, guessed, framed or run by no browser: %s',
    async (request) => {
      const { headers } = await api.call(request);

      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy':
          "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      api.faults.length = 0;
    },
  );

  it('has no body where the contract has none', async () => {
    const { status, text, headers } = await api.call('DELETE /api/gone');

    expect([status, text, headers['content-type']]).toEqual([204, '', undefined]);
  });
});
