import { expect, it } from 'vitest';
import { lookAgainIfLacking } from '../../../domain/attempts/look-again.ts';
import type { ListingChanges } from '../../../domain/listings/listing-changes.ts';

const now = Date.parse('2026-03-01T12:00:00.000Z');
const words = { property_types: { villa: 1 }, amenities: { wifi: 1 }, bed_types: { king: 1 } };
const lacking = { ...words, amenities: {} };
const sent: ListingChanges = {
  set: { sync_status: 'ok', last_sync_version: 3, error_message: null },
  remove: ['look'],
};
const look = (changes: ListingChanges, reference = lacking) =>
  lookAgainIfLacking(changes, { listing_id: '4abc', reference, now });

it('is looked at again in an hour what was sent without a vocabulary', () => {
  expect(look(sent)).toEqual({
    set: { ...sent.set, due_shard: '4', due_at: '2026-03-01T13:00:00.000Z' },
    remove: ['look'],
  });
});

it('is not looked at again what had all its words', () => {
  expect(look(sent, words)).toEqual(sent);
});

it.each<[string, ListingChanges['set']]>([
  ['waits', { sync_status: 'pending', last_sync_version: 3 }],
  ['is in error', { sync_status: 'error', last_sync_version: 3 }],
  ['has no content', { sync_status: 'ok' }],
  ['has not come to rest', { last_sync_version: 3 }],
])('is not looked at again what %s', (_, set) => {
  expect(look({ set, remove: [] })).toEqual({ set, remove: [] });
});
