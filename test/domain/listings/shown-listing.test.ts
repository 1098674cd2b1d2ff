import { expect, it } from 'vitest';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { shownListing } from '../../../domain/listings/shown-listing.ts';
import { aListing } from '../../builders/stored-listing.ts';

const now = 1_000_000;

it.each<{ what: string; over: Partial<StoredListing>; shown: string[] }>([
  { what: 'nothing', over: {}, shown: [] },
  { what: 'a call', over: { lease_until: now + 1 }, shown: ['is_being_sent'] },
  { what: 'a call that is over', over: { lease_until: now }, shown: [] },
  {
    what: 'a create without an answer',
    over: { remote_unclear: true, external_listing_id: null },
    shown: ['is_in_doubt'],
  },
  {
    what: 'a create that is under way',
    over: { remote_unclear: true, external_listing_id: null, lease_until: now + 1 },
    shown: ['is_being_sent'],
  },
  // It is known which one it is, so that sending it again makes no double.
  {
    what: 'an update without an answer',
    over: { remote_unclear: true, external_listing_id: '7' },
    shown: [],
  },
  {
    what: 'refused content',
    over: { sync_status: 'error', refused_version: 2 },
    shown: ['is_refused'],
  },
  {
    what: 'refused content that was mended',
    over: { sync_status: 'pending', refused_version: 2 },
    shown: [],
  },
  { what: 'another failure', over: { sync_status: 'error' }, shown: [] },
])('$what is shown as $shown', ({ over, shown }) => {
  const { is_being_sent, is_in_doubt, is_refused } = shownListing(aListing(over), now);

  const flags = { is_being_sent, is_in_doubt, is_refused };
  expect(Object.keys(flags).filter((_, i) => Object.values(flags)[i])).toEqual(shown);
});
