import { newTraceId } from '../../domain/common/trace.ts';
import type { SpanPlace } from '../telemetry/span.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * Where a request belongs: to the caller's span in its `traceparent` (W3C Trace Context), else to the trace of the X-Ray header
 * that API Gateway adds (the same 128 bits), else to a new one. Anything malformed counts as absent, as the standard asks.
 */
export function readTraceContext(headers: Headers): SpanPlace {
  return (
    fromTraceparent(headers.traceparent) ?? {
      trace_id: fromXRay(headers['x-amzn-trace-id']) ?? newTraceId(),
      parent_id: undefined,
    }
  );
}

function fromTraceparent(header = ''): SpanPlace | undefined {
  const match = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/.exec(header);
  if (!match) return undefined;
  const [, trace_id = '', parent_id = '', rest] = match;
  // Version 00 has four fields and no more.
  if (header.startsWith('00') && rest !== undefined) return undefined;

  return isZero(trace_id) || isZero(parent_id) ? undefined : { trace_id, parent_id };
}

function fromXRay(header = ''): string | undefined {
  const match = /(?:^|;)Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)/.exec(header);
  const id = `${match?.[1] ?? ''}${match?.[2] ?? ''}`;

  return isZero(id) ? undefined : id;
}

function isZero(id: string): boolean {
  return /^0*$/.test(id);
}
