/** Each bin is wider than the one before by this factor. */
const growth = 1.15;
const logGrowth = Math.log(growth);

/** Bin `i` holds `growth^(i-1) < ms <= growth^i`; the first also what is shorter, the last also what is longer. */
export const latencyBins = 80;

/** The longest latency (ms) that is told apart, a good minute: a call may take twice the 30 s it is given. */
export const longestLatencyMs = growth ** (latencyBins - 1);

/**
 * A quantile read from the bins is within this share of the exact one, for latencies from 1 ms to `longestLatencyMs`:
 * what is told of a bin is as far, relatively, from its lower end as from its upper end.
 */
export const latencyRelativeError = (growth - 1) / (growth + 1);

/** How many calls took how long: count per bin, missing bins are empty. */
export type LatencyHistogram = ReadonlyMap<number, number>;

/** The bin of a latency in ms. */
export function latencyBin(ms: number): number {
  // Rounding in the logarithm must not lift an exact power of the factor into the next bin.
  const bin = Math.ceil(Math.log(ms) / logGrowth - 1e-9);

  return Math.min(Math.max(0, bin), latencyBins - 1);
}

/** All calls of several histograms. */
export function sumLatencies(histograms: Iterable<LatencyHistogram>): LatencyHistogram {
  const sum = new Map<number, number>();
  for (const histogram of histograms)
    for (const [bin, count] of histogram) sum.set(bin, (sum.get(bin) ?? 0) + count);

  return sum;
}

/** How many calls there are. */
export function latencyCount(histogram: LatencyHistogram): number {
  return [...histogram.values()].reduce((sum, count) => sum + count, 0);
}

/**
 * The latency (ms) that a share `q` of the calls did not exceed, within `latencyRelativeError` of the exact one, which is
 * the one at rank `ceil(q * count)`. Null without calls.
 */
export function latencyQuantile(histogram: LatencyHistogram, q: number): number | null {
  const rank = Math.max(1, Math.ceil(q * latencyCount(histogram)));
  let seen = 0;
  for (const [bin, count] of [...histogram].toSorted(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= rank) return toldOf(bin);
  }

  return null;
}

/** Calls whose bin is told as longer than `ms`: what a quantile above it is made of. */
export function callsLongerThan(histogram: LatencyHistogram, ms: number): number {
  return latencyCount(new Map([...histogram].filter(([bin]) => toldOf(bin) > ms)));
}

/** The latency (ms) that all calls of a bin are said to have had. */
function toldOf(bin: number): number {
  return (2 * growth ** bin) / (growth + 1);
}
