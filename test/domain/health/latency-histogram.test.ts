import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LatencyHistogram,
  latencyBin,
  latencyBins,
  latencyCount,
  latencyQuantile,
  latencyRelativeError,
  longestLatencyMs,
  sumLatencies,
} from '../../../domain/health/latency-histogram.ts';

const latency = fc.oneof(
  fc.integer({ min: 1, max: 62_000 }),
  fc.integer({ min: 1, max: 400 }),
  fc.double({ min: 1, max: 60_000, noNaN: true }),
);

function histogramOf(latencies: readonly number[]): LatencyHistogram {
  return sumLatencies(latencies.map((ms) => new Map([[latencyBin(ms), 1]])));
}

function exactQuantile(latencies: readonly number[], q: number): number {
  const sorted = latencies.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? Number.NaN;
}

describe('the latency histogram', () => {
  it('tells 1 ms from a minute apart, within seven percent', () => {
    expect(latencyRelativeError).toBeLessThan(0.07);
    expect(longestLatencyMs).toBeGreaterThan(60_000);
  });

  it('gives any quantile within the stated relative error of the exact one', () => {
    fc.assert(
      fc.property(
        fc.array(latency, { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (latencies, q) => {
          const exact = exactQuantile(latencies, q);
          const told = latencyQuantile(histogramOf(latencies), q) ?? Number.NaN;

          expect(Math.abs(told - exact) / exact).toBeLessThanOrEqual(latencyRelativeError + 1e-9);
        },
      ),
    );
  });

  it('sorts every length into one of its bins, longer ones never lower', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true })), (lengths) => {
        const bins = lengths.toSorted((a, b) => a - b).map(latencyBin);

        expect(bins).toEqual(bins.toSorted((a, b) => a - b));
        for (const bin of bins)
          expect(Number.isInteger(bin) && bin >= 0 && bin < latencyBins).toBe(true);
      }),
    );
  });

  it('loses no call when histograms are added up', () => {
    fc.assert(
      fc.property(fc.array(fc.array(latency)), (parts) => {
        const sum = sumLatencies(parts.map(histogramOf));

        expect(sum).toEqual(histogramOf(parts.flat()));
        expect(latencyCount(sum)).toBe(parts.flat().length);
      }),
    );
  });

  it('says nothing about no calls', () => {
    expect(latencyQuantile(new Map(), 0.5)).toBeNull();
  });
});
