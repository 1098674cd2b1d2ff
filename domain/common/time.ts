import * as z from 'zod';

/** A moment in UTC as ISO 8601 with milliseconds, e.g. `2026-01-31T09:00:00.000Z`. */
export const timestampSchema = z.iso.datetime({ precision: 3 });

/** Milliseconds since the Unix epoch -> ISO 8601 with milliseconds. */
export function toTimestamp(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Epoch ms of a timestamp until which something lasts; 0 for none. */
export function untilMs(timestamp: string | null): number {
  return timestamp === null ? 0 : Date.parse(timestamp);
}

/** The current time in milliseconds since the Unix epoch; an argument wherever a rule needs it. */
export type Clock = () => number;
