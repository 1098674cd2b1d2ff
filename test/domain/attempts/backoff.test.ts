import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, budget } from '../../../domain/attempts/backoff.ts';
import { aListing } from '../../builders/stored-listing.ts';

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

describe('the budget', () => {
  const [key, other] = ['e'.repeat(64), 'f'.repeat(64)];

  it('is what is left of one operation, and whole for another', () => {
    const listing = aListing({ attempt_key: key, attempt_count: 4, retry_count: 2 });

    expect(budget(listing, key)).toEqual({ attempts: 4, retries: 2 });
    expect(budget(listing, other)).toEqual({ attempts: 0, retries: 0 });
  });

  it('counts from nothing where nothing was counted yet', () => {
    expect(budget(aListing({ attempt_key: key }), key)).toEqual({ attempts: 0, retries: 0 });
  });
});
