/** After so long (ms) without a delivery a message is given up. */
const givenUpAfterMs = 24 * 3_600_000;

const shortestPauseMs = 2_000;
const longestPauseMs = 4 * 3_600_000;

/** How long (ms) a receiver that has failed is left alone by all messages: a new one need not wait as long as an old one. */
const longestSilenceMs = 60_000;

/** `sent_at`: when the message was put into its queue, epoch ms. */
export function isGivenUp(sent_at: number, now: number): boolean {
  return now - sent_at >= givenUpAfterMs;
}

/**
 * How long (ms) a message waits after a failed try: as long as it is old, so that each pause is twice the one before, from 2 s up to
 * four hours, give or take a tenth, and never beyond the try after which it is given up. `random`: 0 to 1.
 */
export function pauseMs(sent_at: number, now: number, random: number): number {
  const age = now - sent_at;
  const pause = Math.min(longestPauseMs, Math.max(shortestPauseMs, age)) * (0.9 + random / 5);

  return Math.min(pause, Math.max(shortestPauseMs, givenUpAfterMs - age));
}

/** How long (ms) nobody calls a receiver after it has failed with a message whose own pause is `pause`. */
export function silenceMs(pause: number): number {
  return Math.min(pause, longestSilenceMs);
}
