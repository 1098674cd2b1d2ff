import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countNights,
  dateAt,
  monthOf,
  nightsOf,
  rangesOf,
} from '../../../domain/calendar/nights.ts';
import { addDays } from '../../../domain/common/day.ts';

const date = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));

describe('nights', () => {
  it('are those from the arrival to before the departure', () => {
    expect(nightsOf({ from: '2028-02-28', to: '2028-03-01' })).toEqual([
      '2028-02-28',
      '2028-02-29',
    ]);
    expect(nightsOf({ from: '2028-03-01', to: '2028-02-28' })).toEqual([]);
    expect(monthOf('2028-02-28')).toBe('2028-02');
  });

  it('are as many as the days that were added', () => {
    fc.assert(
      fc.property(date, fc.nat(1200), (from, days) => {
        const range = { from, to: addDays(from, days) };

        expect(countNights(range)).toBe(days);
        expect(nightsOf(range)).toHaveLength(days);
        expect(addDays(range.to, -days)).toBe(from);
      }),
    );
  });

  it('are the same nights as ranges, of which no two touch', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40).map((days) => addDays('2027-02-10', days))), (nights) => {
        const ranges = rangesOf(nights);

        expect(ranges.flatMap(nightsOf)).toEqual([...new Set(nights)].sort());
        for (const [at, { from }] of ranges.entries())
          if (at > 0) expect((ranges[at - 1]?.to ?? '') < from).toBe(true);
      }),
    );
  });
});

describe('the date', () => {
  it.each([
    ['Pacific/Kiritimati', '2027-01-02'],
    ['America/Los_Angeles', '2027-01-01'],
    ['UTC', '2027-01-01'],
    [null, '2027-01-01'],
    ['Of/Nowhere', '2027-01-01'],
  ])('in %s is that of its own day', (zone, expected) => {
    expect(dateAt(zone, Date.parse('2027-01-01T12:00:00Z'))).toBe(expected);
  });
});
