import { ConflictError, UnavailableError } from '../common/errors.ts';

/** After so long (ms) an event is given up: the next catch-up finds what it was about. */
const givenUpAfterMs = 6 * 3_600_000;

const shortestPauseMs = 2_000;
const longestPauseMs = 15 * 60_000;

/**
 * How long (ms) a message waits after a try that failed: as long as it is old, so that each pause is twice the one before, from 2 s up to a
 * quarter of an hour, and never less than the channel asks for. Undefined: it is given up. `random`: 0 to 1.
 */
export function pauseAfter(
  error: Error,
  { sent_at, now, random }: { sent_at: number; now: number; random: number },
): number | undefined {
  const age = now - sent_at;
  if (age >= givenUpAfterMs) return undefined;
  const asked = error instanceof UnavailableError ? (error.retry_after_seconds ?? 0) * 1_000 : 0;
  const pause = Math.min(longestPauseMs, Math.max(shortestPauseMs, age)) * (0.9 + random / 5);

  return Math.max(pause, asked);
}

/** What passes: the channel does not answer, is busy, refuses the credentials of now or is paused; another writes to the same booking. */
export function isPassing(error: unknown): error is Error {
  return error instanceof UnavailableError || error instanceof ConflictError;
}
