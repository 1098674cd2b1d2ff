import { AsyncLocalStorage } from 'node:async_hooks';
import { newTraceId } from '../../domain/common/trace.ts';
import { readTracesEnv } from '../config/env.ts';
import type { Span, SpanPlace, SpanStart } from './span.ts';

/** Undefined where no endpoint is configured: then nothing of OpenTelemetry is loaded. */
const env = readTracesEnv();
const recorder = env && (await import('./span-recorder.ts')).createRecorder(env);

interface Surroundings {
  readonly trace_id: string;
  readonly span: Span | undefined;
}

const surroundings = new AsyncLocalStorage<Surroundings>();

/** The trace that whoever asks works for. */
export function currentTraceId(): string | undefined {
  return surroundings.getStore()?.trace_id;
}

/** The span that whoever asks is a part of; undefined where none are recorded, and in another trace. */
export function currentSpanId(traceId: string): string | undefined {
  const around = surroundings.getStore();

  return around?.trace_id === traceId ? around.span?.id : undefined;
}

/**
 * Works for a trace: log lines name it, and where spans are recorded the work is one. `place`: where it belongs, if not to the span
 * around it; without either it begins a trace.
 */
export function inSpan<T>(
  start: SpanStart,
  work: (span: Span | undefined) => Promise<T>,
  place: SpanPlace = here(),
): Promise<T> {
  const span = recorder?.begin(start, place);

  return surroundings.run({ trace_id: place.trace_id, span }, async () => {
    try {
      return await work(span);
    } catch (error) {
      span?.fail(error instanceof Error ? error.name : typeof error);
      throw error;
    } finally {
      span?.end();
    }
  });
}

/** To be awaited at the end of an invocation, after which nothing runs. Answers with what went wrong, if something did. */
export async function sendSpans(): Promise<unknown> {
  return await recorder?.send();
}

function here(): SpanPlace {
  const trace_id = currentTraceId() ?? newTraceId();

  return { trace_id, parent_id: currentSpanId(trace_id) };
}
