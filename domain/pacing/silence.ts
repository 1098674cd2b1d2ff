import type { RateLimitConfig } from '../targets/target.ts';

/** Added to the moment a channel names, whose clock and whole seconds may lag a little behind ours. */
const politenessMs = 500;

/** Length of a rate window in ms; that of the commonest where a target has none. */
export function windowMs(config: RateLimitConfig | null): number {
  return (config?.window_seconds ?? 10) * 1000;
}

/** After a 429: the moment the channel named (epoch ms), never earlier, or one window from now where it named none. */
export function silentUntil(
  retryAt: number | null,
  moment: { readonly now: number; readonly window_ms: number },
): number {
  return (retryAt ?? moment.now + moment.window_ms) + politenessMs;
}
