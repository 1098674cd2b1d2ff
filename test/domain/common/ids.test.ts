import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { listingId, nameBasedId } from '../../../domain/common/ids.ts';

it('of a listing is what it was for those that are stored already', () => {
  const [unit, target] = [
    '11111111-1111-4111-8111-111111111111',
    '33333333-3333-4333-8333-333333333333',
  ];

  expect(listingId(unit, target)).toBe('feeeb0f6-83f0-59ab-bd98-544d2fe8b07a');
});

it('is a UUID of version 5, the same for the same name and another for another', () => {
  const uuid = z.uuid({ version: 'v5' });
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, other) => {
      expect(uuid.safeParse(nameBasedId(name)).success).toBe(true);
      expect(nameBasedId(name) === nameBasedId(other)).toBe(name === other);
    }),
  );
});
