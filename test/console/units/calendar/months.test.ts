import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../../../../console/common/dates.ts';
import { countNights } from '../../../../console/common/words/night-words.ts';
import {
  byMonth,
  pagesFrom,
  rangesOf,
  todayAt,
  weeksOf,
} from '../../../../console/units/calendar/months.ts';

const someDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('2000-01-01', days));

it.each([
  ['Pacific/Auckland', '2026-12-01'],
  ['America/New_York', '2026-11-30'],
  [null, '2026-11-30'],
  ['Nowhere/At_All', '2026-11-30'],
])('knows which day it is in %s', (zone, today) => {
  expect(todayAt(zone, Date.parse('2026-11-30T20:00:00Z'))).toBe(today);
});

it('shows each of the 1,100 nights once, by pages of twelve months', () => {
  fc.assert(
    fc.property(someDay, (today) => {
      const pages = pagesFrom(today);
      const nights = pages.flatMap(datesIn);

      expect(nights).toEqual(datesIn({ from: today, to: addDays(today, 1100) }));
      for (const page of pages)
        expect(byMonth(datesIn(page).map((date) => ({ date }))).length).toBeLessThanOrEqual(12);
    }),
    { numRuns: 20 },
  );
});

it('begins weeks on Monday, and has each day of a month once', () => {
  fc.assert(
    fc.property(someDay, (day) => {
      const month = day.slice(0, 7);
      const weeks = weeksOf(month);
      const dates = weeks.flat().filter((date) => date !== null);

      expect(weeks.every((week) => week.length === 7)).toBe(true);
      expect(dates).toContain(day);
      expect(rangesOf(dates)).toEqual([
        { from: `${month}-01`, to: addDays(dates.at(-1) ?? '', 1) },
      ]);
      expect(addDays(dates.at(-1) ?? '', 1).slice(8)).toBe('01');
      for (const [weekday, date] of weeks.flatMap((week) => [...week.entries()]))
        if (date !== null) expect((new Date(date).getUTCDay() + 6) % 7).toBe(weekday);
    }),
  );
});

it('joins nights to ranges with their departures', () => {
  expect(rangesOf(['2026-12-31', '2026-12-05', '2027-01-01'])).toEqual([
    { from: '2026-12-05', to: '2026-12-06' },
    { from: '2026-12-31', to: '2027-01-02' },
  ]);
});

function datesIn(range: { from: string; to: string }): string[] {
  return Array.from({ length: countNights(range) }, (_, day) => addDays(range.from, day));
}
