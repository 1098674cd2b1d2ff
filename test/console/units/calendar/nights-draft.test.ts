import { expect, it } from 'vitest';
import {
  changeInWords,
  changeOf,
  emptyDraft,
  errorsIn,
  type NightsDraft,
} from '../../../../console/units/calendar/nights-draft.ts';

const nights = { from: '2026-12-01', to: '2026-12-03' };
const own = (text: string) => ({ mode: 'own', text }) as const;
const units = { mode: 'unit', text: '99' } as const;

it.each<{ typed: Partial<NightsDraft>; wrong: string[] }>([
  { typed: {}, wrong: ['from', 'to', 'status'] },
  { typed: { ...nights, to: nights.from, status: 'open' }, wrong: ['to'] },
  { typed: { ...nights, from: '2026-12', status: 'open' }, wrong: ['from'] },
  { typed: nights, wrong: ['status'] },
  { typed: { ...nights, price: own('1.234') }, wrong: ['price'] },
  { typed: { ...nights, min_nights: own('0') }, wrong: ['min_nights'] },
  { typed: { ...nights, min_nights: units }, wrong: [] },
])('finds wrong $wrong', ({ typed, wrong }) => {
  expect(Object.keys(errorsIn({ ...emptyDraft, ...typed }, 'EUR'))).toEqual(wrong);
});

it.each<{ typed: Partial<NightsDraft>; sent: object; words: string }>([
  { typed: { status: 'closed' }, sent: { status: 'closed' }, words: 'closed by a block of yours' },
  { typed: { price: own('120.5') }, sent: { price: 12_050 }, words: 'at 120.50 EUR each' },
  { typed: { price: units }, sent: { price: null }, words: "at the unit's own price" },
  {
    typed: { status: 'open', min_nights: own('3') },
    sent: { status: 'open', min_nights: 3 },
    words: 'open again, without your block, for stays of at least 3 nights',
  },
])('sends $sent, and says so', ({ typed, sent, words }) => {
  const change = changeOf({ ...emptyDraft, ...nights, ...typed }, 'EUR');

  expect(change).toEqual({ ...nights, ...sent });
  expect(changeInWords(change, 'EUR')).toContain(
    `2 nights from Tue, Dec 1, 2026 to the departure on Thu, Dec 3, 2026: ${words}.`,
  );
});
