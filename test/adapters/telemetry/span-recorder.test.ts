import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SpanRecorder } from '../../../adapters/telemetry/span.ts';
import { createRecorder } from '../../../adapters/telemetry/span-recorder.ts';
import { type Reply, ScriptedServer } from '../../fakes/scripted-server.ts';

const trace_id = '0123456789abcdef0123456789abcdef';
const taken: Reply = { status: 200, body: {} };
const never: Reply = () => {};

const secrets = mockClient(SecretsManagerClient);

let receiver: ScriptedServer;
beforeEach(async () => {
  secrets.reset();
  receiver = await ScriptedServer.start();
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', receiver.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  await receiver[Symbol.asyncDispose]();
});
afterAll(() => secrets.restore());

const recorder = (more: object = {}) =>
  createRecorder({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    ...{ AWS_LAMBDA_FUNCTION_NAME: 'a-function', STAGE: 'local', ...more },
  });
const begin = (by: SpanRecorder, parent_id?: string) =>
  by.begin({ name: 'work', kind: 'consumer', attributes: { 'a.b': 1 } }, { trace_id, parent_id });
/** Spans and the resource of the requests, as OTLP has them. */
const received = () =>
  receiver.requests.flatMap(({ body }) =>
    // biome-ignore lint/suspicious/noExplicitAny: OTLP in JSON
    JSON.parse(body).resourceSpans.flatMap(({ resource, scopeSpans }: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: OTLP in JSON
      scopeSpans.flatMap(({ spans }: any) => spans.map((span: object) => ({ resource, ...span }))),
    ),
  );

describe('spans', () => {
  it('are sent together once they have ended, each once', async () => {
    receiver.replyWith(taken, taken);
    const by = recorder();
    const outer = begin(by);
    const inner = begin(by, outer.id);
    inner.end();
    expect(await by.send()).toBeUndefined();
    outer.end();
    begin(by, outer.id).end();
    expect([await by.send(), await by.send()]).toEqual([undefined, undefined]);

    expect(receiver.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      ...['POST /v1/traces', 'POST /v1/traces'],
    ]);
    expect(received()).toMatchObject([
      { name: 'work', kind: 5, traceId: trace_id, spanId: inner.id, parentSpanId: outer.id },
      { traceId: trace_id, spanId: outer.id, attributes: [{ key: 'a.b', value: { intValue: 1 } }] },
      { traceId: trace_id, parentSpanId: outer.id },
    ]);
    expect(received()[1].parentSpanId).toBeUndefined();
  });

  it('say which function of which stage they are of', async () => {
    receiver.replyWith(taken);
    const by = recorder({ POWERTOOLS_SERVICE_NAME: 'a-service', AWS_REGION: 'us-east-1' });
    begin(by).end();
    await by.send();

    const text = JSON.stringify(received()[0].resource);
    for (const said of ['a-service', 'a-function', 'local', 'us-east-1'])
      expect(text).toContain(`{"stringValue":"${said}"}`);
  });

  it('tell what kind of error it was that came first', async () => {
    receiver.replyWith(taken);
    const by = recorder();
    const span = begin(by);
    span.fail('timeout');
    span.fail('ExchangeError');
    span.end();
    await by.send();

    expect(received()).toMatchObject([{ status: { code: 2 } }]);
    expect(received()[0].attributes).toContainEqual({
      ...{ key: 'error.type', value: { stringValue: 'timeout' } },
    });
  });

  it('are dropped beyond what an invocation may hold', async () => {
    receiver.replyWith(taken);
    const by = recorder();
    for (let number = 0; number < 2_100; number += 1) begin(by).end();
    await by.send();

    expect(received()).toHaveLength(2_000);
  });
});

describe('a receiver', () => {
  const timed = async (by: SpanRecorder) => {
    begin(by).end();
    const begun = performance.now();
    const error = await by.send();
    return { error, ms: performance.now() - begun };
  };

  it('that does not answer is waited for a second, and then left alone for half a minute', async () => {
    receiver.replyWith(never, taken);
    const by = recorder();
    const first = await timed(by);
    const second = await timed(by);
    expect(first.error).toBeInstanceOf(Error);
    expect(first.ms).toBeGreaterThan(900);
    expect(first.ms).toBeLessThan(2_000);
    expect([second.error, receiver.requests.length]).toEqual([undefined, 1]);
    expect(second.ms).toBeLessThan(500);

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    expect((await timed(by)).error).toBeUndefined();
    expect(receiver.requests).toHaveLength(2);
  });

  it.each([
    { what: 'refuses', reply: { status: 401 } },
    { what: 'is overloaded', reply: { status: 503, headers: { 'retry-after': '60' } } },
    { what: 'breaks off', reply: ((response) => response.destroy()) as Reply },
  ])('that $what makes no more than a report', async ({ reply }) => {
    receiver.replyWith(reply, reply, reply);
    const { error, ms } = await timed(recorder());

    expect(error).toBeInstanceOf(Error);
    expect(ms).toBeLessThan(2_000);
  });

  it('is told the headers of a secret, which is read for it', async () => {
    receiver.replyWith(taken);
    secrets
      .on(GetSecretValueCommand, { SecretId: 'the-headers' })
      .resolves({ SecretString: 'authorization=Bearer%20planted,x-scope=ours' });
    vi.stubEnv('AWS_REGION', 'us-east-1');
    const by = recorder({ OTEL_EXPORTER_OTLP_HEADERS_SECRET: 'the-headers' });
    begin(by).end();
    expect(await by.send()).toBeUndefined();

    expect(receiver.requests[0]?.headers).toMatchObject({
      ...{ authorization: 'Bearer planted', 'x-scope': 'ours' },
    });
  });

  it('is not asked without the headers that a secret should hold', async () => {
    secrets.on(GetSecretValueCommand).rejects(new Error('none'));
    vi.stubEnv('AWS_REGION', 'us-east-1');
    const { error } = await timed(recorder({ OTEL_EXPORTER_OTLP_HEADERS_SECRET: 'no-secret' }));

    expect(error).toBeInstanceOf(Error);
    expect(receiver.requests).toEqual([]);
  });
});
