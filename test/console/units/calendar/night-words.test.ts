import { expect, it } from 'vitest';
import {
  guestsWithout,
  type Night,
  shortPrice,
} from '../../../../console/units/calendar/night-words.ts';

const block = { kind: 'block', id: 'operator' } as const;
const booking = (id: string) => ({ kind: 'booking', id }) as const;
const night = (date: string, holder: Night['holder'], ...waiting: Night['waiting']): Night => ({
  ...{ date, holder, waiting, status: holder ? 'closed' : 'open', price: null },
  ...{ min_nights: null, max_nights: null },
  ...{ closed_to_arrival: false, closed_to_departure: false },
});

it('names each booking that waits, with the nights it lacks and who has them', () => {
  expect(
    guestsWithout([
      night('2026-12-01', booking('a'), block),
      night('2026-12-02', block, booking('b')),
      night('2026-12-03', booking('a'), booking('b'), block, booking('c')),
      night('2026-12-05', block, booking('b')),
    ]),
  ).toEqual([
    {
      id: 'b',
      nights: [
        { from: '2026-12-02', to: '2026-12-04' },
        { from: '2026-12-05', to: '2026-12-06' },
      ],
      holders: 'a block and another booking',
    },
    { id: 'c', nights: [{ from: '2026-12-03', to: '2026-12-04' }], holders: 'another booking' },
  ]);
});

it.each([
  [12_000, 'EUR', '120'],
  [12_050, 'EUR', '120.50'],
  [12_000, 'JPY', '12000'],
])('says %d of %s in few signs', (minor, currency, said) => {
  expect(shortPrice(minor, currency)).toBe(said);
});
