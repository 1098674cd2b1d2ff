import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import middy from '@middy/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ScriptedServer } from '../../fakes/scripted-server.ts';

const work = { name: 'work', kind: 'internal', attributes: {} } as const;
const trace_id = '0123456789abcdef0123456789abcdef';

/** Loads the modules anew: they look at the environment once. */
async function load(endpoint: string) {
  vi.resetModules();
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', endpoint);
  const spans = await import('../../../adapters/telemetry/spans.ts');
  const { spansSent, logger } = await import('../../../adapters/telemetry/telemetry.ts');
  return { ...spans, spansSent, logger };
}

afterAll(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe('without an endpoint', () => {
  let api: Awaited<ReturnType<typeof load>>;
  beforeAll(async () => {
    api = await load('');
  });

  it('work is done in its trace, and no span is there', async () => {
    const { inSpan, currentTraceId, currentSpanId } = api;
    const seen = await inSpan(
      work,
      async (span) => [span, currentTraceId(), currentSpanId(trace_id)],
      { trace_id, parent_id: undefined },
    );

    expect(seen).toEqual([undefined, trace_id, undefined]);
    expect(currentTraceId()).toBeUndefined();
  });

  it('work within other work is of the same trace, and work beside it of another', async () => {
    const { inSpan, currentTraceId } = api;
    const traceOf = () => inSpan(work, async () => currentTraceId());
    const [inner, outer] = await inSpan(work, async () => [await traceOf(), currentTraceId()]);

    expect(inner).toBe(outer);
    expect(await traceOf()).not.toBe(outer);
  });

  it.each([
    { endpoint: '', loaded: false },
    { endpoint: 'http://127.0.0.1:4318', loaded: true },
  ])('OpenTelemetry is loaded: $loaded', async ({ endpoint, loaded }) => {
    const script = `
      import { registerHooks } from 'node:module';
      const urls = [];
      registerHooks({ resolve: (...it) => { const one = it[2](it[0], it[1]); urls.push(one.url); return one; } });
      await import(${JSON.stringify(new URL('../../../adapters/telemetry/telemetry.ts', import.meta.url).href)});
      console.log(urls.some((url) => url.includes('@opentelemetry')));`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { env: { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } },
    );

    expect(stdout.trim()).toBe(String(loaded));
  });
});

describe('with an endpoint', () => {
  let receiver: ScriptedServer;
  let api: Awaited<ReturnType<typeof load>>;
  beforeAll(async () => {
    receiver = await ScriptedServer.start({ status: 200, body: {} });
    api = await load(receiver.url);
  });
  afterAll(() => receiver[Symbol.asyncDispose]());

  it('a span is a part of the one around it, in whose trace it is', async () => {
    const { inSpan, currentSpanId } = api;
    await inSpan(
      work,
      async (outer) => {
        expect(currentSpanId(trace_id)).toBe(outer?.id);
        expect(currentSpanId('f'.repeat(32))).toBeUndefined();
        expect(outer?.traceparent).toBe(`00-${trace_id}-${outer?.id}-01`);
        await inSpan(work, async () => {});
        await inSpan(work, async () => {}, { trace_id: 'f'.repeat(32), parent_id: undefined });
      },
      { trace_id, parent_id: 'a'.repeat(16) },
    );
    await api.sendSpans();
    const [{ scopeSpans }] = JSON.parse(receiver.requests[0]?.body ?? '').resourceSpans;
    const [inner, apart, outer] = scopeSpans[0].spans;

    expect(inner).toMatchObject({ traceId: trace_id, parentSpanId: outer.spanId });
    expect(apart.parentSpanId).toBeUndefined();
    expect(outer).toMatchObject({ traceId: trace_id, parentSpanId: 'a'.repeat(16) });
  });

  it('an invocation waits for a dead receiver once, not long, and answers as without one', async () => {
    receiver.replyWith(() => {});
    const warn = vi.spyOn(api.logger, 'warn').mockImplementation(() => {});
    const handler = middy(() => api.inSpan(work, async () => 'answer')).use(api.spansSent);
    const timed = async () => {
      const begun = performance.now();
      // biome-ignore lint/suspicious/noExplicitAny: what Lambda tells does not matter here
      return [await handler({}, {} as any), performance.now() - begun] as const;
    };
    const [[first, waited], [second, later]] = [await timed(), await timed()];

    expect([first, second]).toEqual(['answer', 'answer']);
    expect(waited).toBeLessThan(2_000);
    expect(later).toBeLessThan(500);
    expect(warn.mock.calls.map(([event]) => event)).toEqual(['spans-not-sent']);
  });

  it('what failed fails as it did, and its span says how, without the words', async () => {
    receiver.replyWith({ status: 200, body: {} });
    const { inSpan, sendSpans } = await load(receiver.url);
    const error = new TypeError('with a secret in it');
    await expect(inSpan(work, () => Promise.reject(error))).rejects.toBe(error);
    await sendSpans();

    expect(receiver.requests.at(-1)?.body).toContain('TypeError');
    expect(receiver.requests.at(-1)?.body).not.toContain('secret');
  });
});
