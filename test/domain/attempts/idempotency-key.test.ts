import { expect, it } from 'vitest';
import { idempotencyKey } from '../../../domain/attempts/idempotency-key.ts';

const listing = { id: 'listing', target_id: 'target' };

it('is the same for the same work, and another for another version, listing, target or asker', () => {
  const keys = [
    idempotencyKey(1, listing),
    idempotencyKey(2, listing),
    idempotencyKey(1, { ...listing, id: 'another listing of the unit' }),
    idempotencyKey(1, { ...listing, target_id: 'another target' }),
    idempotencyKey(1, listing, 'replay'),
    idempotencyKey(1, listing, 'another replay'),
  ];

  expect(new Set(keys).size).toBe(keys.length);
  expect(idempotencyKey(1, { ...listing })).toBe(keys[0]);
});
