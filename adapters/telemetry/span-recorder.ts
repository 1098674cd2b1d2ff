import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { ExportResultCode, parseKeyPairsIntoRecord } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { RandomIdGenerator, type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import { traceparent } from '../../domain/common/trace.ts';
import type { TracesEnv } from '../config/env.ts';
import { within } from '../time/within.ts';
import type { Span, SpanPlace, SpanRecorder, SpanStart } from './span.ts';

/** How long (ms) an invocation waits at its end for the receiver, unless it is told. */
const usualPatienceMs = 1_000;
/** So long (ms) a receiver that did not take spans in time is not asked again, so that it costs few invocations their patience. */
const silenceMs = 30_000;
/** Further spans of an invocation are dropped. */
const mostKept = 2_000;
const secretKeptSeconds = 300;

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

/** Records spans with OpenTelemetry, and sends them by OTLP/HTTP to where the standard variables say. */
export function createRecorder(env: TracesEnv): SpanRecorder {
  let ended: ReadableSpan[] = [];
  const tracer = tracerOf(env, (span) => void (ended.length < mostKept && ended.push(span)));
  const send = sender(env);

  return {
    begin: tracer,
    async send() {
      const spans = ended;
      ended = [];
      return spans.length === 0 ? undefined : await send(spans);
    },
  };
}

/** Nothing is sent between invocations, as the SDK's own processors do: the environment may be frozen there. */
function tracerOf(env: TracesEnv, onEnd: (span: ReadableSpan) => void): SpanRecorder['begin'] {
  // The SDK asks for it when a span has no parent.
  let givenTraceId = '';
  const { generateSpanId } = new RandomIdGenerator();
  const tracer = new TracerProvider({
    resource: resourceOf(env),
    idGenerator: { generateSpanId, generateTraceId: () => givenTraceId },
    spanProcessors: [
      { onEnd, onStart: () => {}, forceFlush: async () => {}, shutdown: async () => {} },
    ],
  }).getTracer('tvl-channels');

  return ({ name, kind, attributes }: SpanStart, { trace_id, parent_id }: SpanPlace): Span => {
    givenTraceId = trace_id;
    const parent = parent_id && {
      ...{ traceId: trace_id, spanId: parent_id, traceFlags: TraceFlags.SAMPLED, isRemote: true },
    };
    const span = tracer.startSpan(
      name,
      { kind: kinds[kind], attributes: { ...attributes } },
      parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
    );
    const id = span.spanContext().spanId;
    let failed = false;

    return {
      ...{ id, traceparent: traceparent(trace_id, id) },
      set: (more) => void span.setAttributes({ ...more }),
      fail(type) {
        if (failed) return;
        failed = true;
        span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR });
      },
      end: () => span.end(),
    };
  };
}

function resourceOf(env: TracesEnv) {
  return defaultResource().merge(
    resourceFromAttributes({
      'service.name': env.POWERTOOLS_SERVICE_NAME,
      'deployment.environment.name': env.STAGE,
      'faas.name': env.AWS_LAMBDA_FUNCTION_NAME,
      'cloud.provider': 'aws',
      'cloud.region': env.AWS_REGION,
    }),
  );
}

type Send = (spans: ReadableSpan[]) => Promise<unknown>;

function sender(env: TracesEnv): Send {
  const {
    OTEL_EXPORTER_OTLP_HEADERS_SECRET: secret,
    OTEL_EXPORTER_OTLP_TIMEOUT: patienceMs = usualPatienceMs,
  } = env;
  let headers: Record<string, string> = {};
  const exporter = new OTLPTraceExporter({
    timeoutMillis: patienceMs,
    headers: async () => headers,
  });
  const exported = async (spans: ReadableSpan[]) => {
    if (secret !== undefined) headers = await headersIn(secret);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    exporter.export(spans, ({ code, error }) =>
      code === ExportResultCode.SUCCESS ? resolve() : reject(error),
    );
    await promise;
  };
  let silentUntil = 0;

  return async (spans) => {
    if (Date.now() < silentUntil) return undefined;
    try {
      return await within(exported(spans), patienceMs);
    } catch (error) {
      silentUntil = Date.now() + silenceMs;
      return error;
    }
  };
}

/** Written as in `OTEL_EXPORTER_OTLP_HEADERS`: `name=value,name=value`, percent-encoded. */
async function headersIn(secretName: string): Promise<Record<string, string>> {
  const { getSecret } = await import('@aws-lambda-powertools/parameters/secrets');
  const text = await getSecret(secretName, { maxAge: secretKeptSeconds });

  return parseKeyPairsIntoRecord(String(text ?? ''));
}
