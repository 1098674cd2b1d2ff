import { newTraceId } from '../../domain/common/trace.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * The W3C trace id (32 hex digits) of a request: of its `traceparent` (W3C Trace Context), else of the X-Ray header that
 * API Gateway adds (the same 128 bits), else a new one. Anything malformed counts as absent, as the standard asks.
 */
export function readTraceId(headers: Headers): string {
  return (
    fromTraceparent(headers.traceparent) ?? fromXRay(headers['x-amzn-trace-id']) ?? newTraceId()
  );
}

function fromTraceparent(header = ''): string | undefined {
  const match = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/.exec(header);
  if (!match) return undefined;
  const [, traceId, spanId = '', rest] = match;
  // Version 00 has four fields and no more.
  if (header.startsWith('00') && rest !== undefined) return undefined;

  return isZero(spanId) ? undefined : unlessZero(traceId);
}

function fromXRay(header = ''): string | undefined {
  const match = /(?:^|;)Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)/.exec(header);
  return match ? unlessZero(`${match[1]}${match[2]}`) : undefined;
}

function unlessZero(id = ''): string | undefined {
  return isZero(id) ? undefined : id;
}

function isZero(id: string): boolean {
  return /^0*$/.test(id);
}
