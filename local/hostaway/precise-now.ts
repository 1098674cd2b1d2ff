/** Milliseconds since the Unix epoch with fractions: the oracle counts calls that are a fraction of a millisecond apart. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}
