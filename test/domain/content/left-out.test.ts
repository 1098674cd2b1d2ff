import { expect, it } from 'vitest';
import { contentHash } from '../../../domain/common/payload-hash.ts';
import { leftOut } from '../../../domain/content/left-out.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { aListing } from '../../builders/stored-listing.ts';

const sent = { name: 'Villa', rooms: [1, 2], pictures: ['a'], beds: 3 };
const now = { ...sent, name: 'Casa', beds: 4 };
const before = {
  mapped: { payload: sent, warnings: [], errors: [] },
  payload_hash: contentHash(sent),
};
const left = (over: Partial<StoredListing> = {}, made: readonly (typeof before)[] = [before]) =>
  leftOut(
    aListing({ external_listing_id: '7', last_payload_hash: before.payload_hash, ...over }),
    now,
    { before: made[0], costly: ['pictures'] },
  );
const warning = (field: string) => ({
  warnings: [{ field, message: 'is not kept', told_by: 'channel' as const }],
});

it('leaves out what is as it was sent last; what is costly only by its seal', () => {
  expect(left()).toEqual(['rooms']);
});

it.each<[string, Partial<StoredListing>]>([
  ['something else was sent than what can be made again', { last_payload_hash: 'b'.repeat(64) }],
  ['it is not known what the channel has', { last_payload_hash: null }],
  ['a write may or may not have arrived', { remote_unclear: true }],
  ['a late write may still lie over it', { confirm_at: 1 }],
  ['the channel has refused another version, perhaps not all of it', { refused_version: 2 }],
  ['the channel has not kept the field', warning('rooms')],
  ['the channel has not kept more fields than it is said of', warning('payload')],
])('leaves out nothing when %s', (_, over) => {
  expect(left(over)).toEqual([]);
});

it('leaves out nothing when what was sent cannot be made again', () => {
  expect(left({}, [])).toEqual([]);
});
