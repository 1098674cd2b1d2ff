import { currentSpanId } from '../telemetry/spans.ts';
import { hexSchema } from './packed-values.ts';

/**
 * A trace as a row has it: 32 hex digits, and where spans are recorded 16 of the one that writes the row, so that what the write
 * leads to is a part of that. It costs no write of its own, and 8 bytes only there.
 */
export function storedTrace(traceId: string): string {
  return `${traceId}${currentSpanId(traceId) ?? ''}`;
}

/** What such a row says: the trace, and what has written it where that is known. */
export function traceIn(stored: string): { trace_id: string; span_id: string | undefined } {
  return { trace_id: stored.slice(0, 32), span_id: stored.slice(32) || undefined };
}

/** The trace alone. */
export const storedTraceSchema = hexSchema.transform((hex) => traceIn(hex).trace_id);
