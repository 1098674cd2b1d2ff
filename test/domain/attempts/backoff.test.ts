import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../../domain/attempts/backoff.ts';

describe('backoffMs', () => {
  it.each([
    { retry: 0, longest: 2_000 },
    { retry: 1, longest: 4_000 },
    { retry: 2, longest: 8_000 },
    { retry: 4, longest: 32_000 },
    { retry: 5, longest: 60_000 },
    { retry: 40, longest: 60_000 },
  ])('of retry $retry is spread evenly over $longest ms', ({ retry, longest }) => {
    expect(backoffMs(retry, () => 0)).toBe(0);
    expect(backoffMs(retry, () => 0.5)).toBe(longest / 2);
    expect(backoffMs(retry, () => 0.999_999_999)).toBe(longest - 1);
  });

  it('is whole milliseconds for any chance', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(20), chance, (retry, random) => {
        expect(Number.isInteger(backoffMs(retry, () => random))).toBe(true);
      }),
    );
  });
});
