import { describe, expect, it } from 'vitest';
import {
  isUnderWay,
  type ListingState,
  listingWords,
  type Surroundings,
} from '../../../../console/common/words/listing-words.ts';

const now = Date.parse('2026-11-28T10:00:00Z');
const ahead = (seconds: number) => new Date(now + seconds * 1000).toISOString();

const inOrder: ListingState = {
  ...{ status: 'active', sync_status: 'ok', error_message: null },
  ...{ retry_count: 0, retry_after_at: null, external_listing_id: '7', warnings: [] },
  last_synced_at: ahead(-180),
};
const target = {
  ...{ is_active: true, blocked_until: null, block_reason: null, health_message: null },
} as const;
const remark = { field: 'beds', message: 'no beds' };

interface Case {
  readonly listing: Partial<ListingState>;
  readonly around?: Partial<Surroundings>;
  readonly text: string;
  readonly type: ReturnType<typeof listingWords>['type'];
}

const cases: readonly Case[] = [
  { listing: {}, text: 'Sent 3 minutes ago', type: 'success' },
  { listing: { last_synced_at: ahead(2) }, text: 'Sent now', type: 'success' },
  {
    listing: { warnings: [remark, remark] },
    ...{ text: 'Sent 3 minutes ago, with 2 remarks', type: 'success' },
  },
  { listing: { last_synced_at: null }, text: 'In order', type: 'success' },
  {
    listing: { sync_status: 'pending', is_being_sent: true },
    ...{ text: 'Is being sent', type: 'in-progress' },
  },
  { listing: { sync_status: 'pending' }, text: 'Waits for its turn', type: 'pending' },
  {
    listing: { sync_status: 'pending' },
    around: { waitSeconds: 40 },
    ...{ text: 'Waits for its turn, about 40 s', type: 'pending' },
  },
  {
    listing: { sync_status: 'pending', retry_count: 2, retry_after_at: ahead(12) },
    around: {},
    ...{ text: 'Is tried again in 12 s: no reason was given', type: 'warning' },
  },
  {
    listing: { sync_status: 'pending', is_in_doubt: true, external_listing_id: null },
    ...{ text: 'In doubt: looked for before it is sent again', type: 'warning' },
  },
  {
    listing: { sync_status: 'rate_limited', retry_after_at: ahead(8), error_message: '429' },
    ...{ text: 'Waits: Hostaway asked for a pause, 8 s more', type: 'pending' },
  },
  {
    listing: { sync_status: 'error', error_message: 'name is too long', is_refused: true },
    ...{ text: 'Refused by Hostaway: name is too long', type: 'error' },
  },
  {
    listing: { sync_status: 'error', error_message: 'no answer' },
    ...{ text: 'Could not be sent: no answer', type: 'error' },
  },
  {
    listing: { status: 'error', sync_status: 'error', error_message: 'deleted at the channel' },
    ...{ text: 'Deleted at Hostaway', type: 'error' },
  },
  {
    listing: { status: 'error', sync_status: 'pending', external_listing_id: null },
    ...{ text: 'Waits to be published again', type: 'pending' },
  },
  { listing: { status: 'paused' }, text: 'Paused', type: 'stopped' },
  {
    listing: { status: 'paused', sync_status: 'pending' },
    ...{ text: 'Paused, with a change to send', type: 'stopped' },
  },
  { listing: { status: 'archived' }, text: 'Archived', type: 'stopped' },
  {
    listing: { status: 'archived', sync_status: 'pending' },
    ...{ text: 'Is being removed from Hostaway', type: 'in-progress' },
  },
  {
    listing: { status: 'archived', sync_status: 'error', error_message: 'it has bookings' },
    ...{ text: 'Could not be removed from Hostaway: it has bookings', type: 'error' },
  },
  {
    listing: { sync_status: 'pending' },
    around: { target: { ...target, is_active: false } },
    ...{ text: 'Waits: the channel account is paused', type: 'stopped' },
  },
  {
    listing: { sync_status: 'pending', is_in_doubt: true },
    around: {
      target: { ...target, block_reason: 'credentials_rejected', blocked_until: ahead(60) },
    },
    ...{ text: 'Waits: Hostaway refuses the credentials', type: 'error' },
  },
  {
    listing: { sync_status: 'pending' },
    around: { target: { ...target, block_reason: 'unavailable', blocked_until: ahead(60) } },
    ...{ text: 'Waits: Hostaway does not answer, looked at again in 60 s', type: 'warning' },
  },
  {
    listing: { sync_status: 'pending' },
    around: { target: { ...target, block_reason: 'rate_limited', blocked_until: ahead(30) } },
    ...{ text: 'Waits: Hostaway asked for a pause, 30 s more', type: 'pending' },
  },
  // A block that is over, and one of a listing that waits for nothing.
  {
    listing: { sync_status: 'pending' },
    around: { target: { ...target, block_reason: 'unavailable', blocked_until: ahead(-1) } },
    ...{ text: 'Waits for its turn', type: 'pending' },
  },
  {
    listing: {},
    around: { target: { ...target, is_active: false } },
    ...{ text: 'Sent 3 minutes ago', type: 'success' },
  },
];

describe('a listing in words', () => {
  it.each(cases)('$text', ({ listing, around, text, type }) => {
    const words = listingWords({ ...inOrder, ...listing }, { now, channel: 'Hostaway', ...around });

    expect([words.text, words.type]).toEqual([text, type]);
  });

  it('says what to do wherever a person must do something', () => {
    const alarming = cases.filter(({ type }) => type === 'error');

    for (const { listing, around } of alarming)
      expect(listingWords({ ...inOrder, ...listing }, { now, ...around }).advice).toBeTruthy();
  });
});

it.each<[Partial<ListingState>, boolean]>([
  [{}, false],
  [{ sync_status: 'pending' }, true],
  [{ sync_status: 'rate_limited' }, true],
  [{ sync_status: 'pending', status: 'archived' }, true],
  [{ sync_status: 'pending', status: 'paused' }, false],
  [{ status: 'paused', is_being_sent: true }, true],
  [{ sync_status: 'error' }, false],
])('%j changes by itself: %s', (listing, isSo) => {
  expect(isUnderWay({ ...inOrder, ...listing })).toBe(isSo);
});
