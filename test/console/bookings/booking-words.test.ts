import { expect, it } from 'vitest';
import { bookingFilter } from '../../../console/bookings/booking-filter.ts';
import {
  bookingStatusWords,
  guestsInWords,
  totalInWords,
} from '../../../console/bookings/booking-words.ts';

const holder = { kind: 'block', id: 'operator' } as const;
const conflict = [{ from: '2026-12-01', to: '2026-12-02', holder }];

it.each([
  { booking: { status: 'confirmed' }, type: 'success', text: 'Confirmed' },
  { booking: { status: 'confirmed', conflict }, type: 'error', text: 'Others have nights' },
  { booking: { status: 'cancelled' }, type: 'stopped', text: 'Cancelled' },
  { booking: { status: 'unknown' }, type: 'warning', text: 'the channel says “vanished”' },
] as const)('says of $booking: $text', ({ booking, type, text }) => {
  const said = bookingStatusWords({ channel_status: 'vanished', conflict: null, ...booking });

  expect(said.type).toBe(type);
  expect(said.text).toContain(text);
});

it('counts guests, as far as the channel says', () => {
  const nobody = { adults: null, children: 0, infants: null, pets: null };
  expect(guestsInWords(nobody)).toBe('');
  expect(guestsInWords({ ...nobody, adults: 2, children: 1, pets: 1 })).toBe(
    '2 adults, 1 child, 1 pet',
  );
});

it.each([
  [{ total: 45_050, currency: 'EUR' }, '450.50 EUR'],
  [{ total: -45_050, currency: 'JPY' }, '-45050 JPY'],
  [{ total: 45_050, currency: null }, '–'],
])('says the total of %o', (booking, words) => {
  expect(totalInWords(booking)).toBe(words);
});

it.each([
  { chosen: {}, filter: {} },
  { chosen: { target: 't-1', conflict: 'true' }, filter: { target_id: 't-1', conflict: 'true' } },
  { chosen: { status: 'nonsense', conflict: 'maybe' }, filter: {} },
])('asks the API for $filter', ({ chosen, filter }) => {
  expect(bookingFilter({ target: '', status: '', conflict: '', ...chosen })).toEqual(filter);
});
