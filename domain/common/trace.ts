import { randomBytes } from 'node:crypto';

/** A new W3C trace id: 32 hex digits, not all zero. */
export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}

/** The same 128 bits written as a UUID, as the spec's `trace_id` wants them. */
export function traceIdToUuid(traceId: string): string {
  return traceId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A new W3C span id: 16 hex digits. */
function newSpanId(): string {
  return randomBytes(8).toString('hex');
}

/** A `traceparent` header (W3C Trace Context) for a call made on behalf of a trace, and of a span of it where there is one. */
export function traceparent(traceId: string, spanId: string = newSpanId()): string {
  return `00-${traceId}-${spanId}-01`;
}
