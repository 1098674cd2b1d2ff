import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutText } from '../../../domain/common/cut-text.ts';

it('gives the longest beginning that holds whole characters only', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, length) => {
      const cut = cutText(text, length);

      expect(text.startsWith(cut)).toBe(true);
      expect(cut.isWellFormed()).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(length);
      expect(cut.length).toBeGreaterThanOrEqual(Math.min(text.length, length) - 1);
    }),
    {
      examples: [
        ['A🏡🏡', 2],
        ['🏡', 1],
        ['🏡', 2],
        ['', 3],
      ],
    },
  );
});
