/** When an item goes that is kept for some seconds from a moment (epoch ms), as time-to-live takes it: epoch seconds. */
export function expiryAfter(epochMs: number, seconds: number): number {
  return Math.ceil(epochMs / 1000) + seconds;
}
