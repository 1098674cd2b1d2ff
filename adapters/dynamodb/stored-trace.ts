import { currentSpanId } from '../telemetry/spans.ts';
import { hexSchema } from './packed-values.ts';

/**
 * A trace as a row has it: 32 hex digits, and where spans are recorded 16 of the one that writes the row, so that what the write
 * leads to is a part of that. It costs no write of its own, and 8 bytes only there.
 */
export function storedTrace(traceId: string): string {
  return `${traceId}${currentSpanId(traceId) ?? ''}`;
}

/** The trace alone. */
export const storedTraceSchema = hexSchema.transform((hex) => hex.slice(0, 32));
