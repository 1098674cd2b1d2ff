import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromNumberSet, toNumberSet } from '../../../../adapters/hostaway/lists/number-set.ts';

it('gives back what was written, of any size', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.maxSafeNat()), (numbers) => {
      expect(toNumberSet(fromNumberSet(numbers))).toEqual(new Set(numbers));
    }),
  );
});

it('takes some two bytes for an id', () => {
  const ids = Array.from({ length: 3_000 }, (_, index) => 40_000 + index * 37);

  expect(fromNumberSet(ids).length).toBeLessThan(3_000 * 2);
});
