import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { askedBy, idempotencyKey } from '../../../domain/attempts/idempotency-key.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { uuidOf } from '../../builders/uuid-of.ts';

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

it('is what it was before for calls that are under way while a new version is deployed', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  expect(idempotencyKey(1, listing)).toBe(sha256('1|target|listing'));
  expect(idempotencyKey(1, listing, 'replay')).toBe(sha256('1|target|listing|replay'));
});

it('is asked for by a replay before a resync, and by that before a doubt that is over', () => {
  const [replay_id, resync_id] = [uuidOf(1), uuidOf(2)];
  const confirm_at = 1_000;

  expect(askedBy(aListing({ replay_id, resync_id, confirm_at }), 1_000)).toBe(replay_id);
  expect(askedBy(aListing({ resync_id, confirm_at }), 1_000)).toBe(resync_id);
  expect(askedBy(aListing({ confirm_at }), 1_000)).toBe('after-1000');
  expect(askedBy(aListing({ confirm_at }), 999)).toBeUndefined();
  expect(askedBy(aListing(), 1_000)).toBeUndefined();
});
