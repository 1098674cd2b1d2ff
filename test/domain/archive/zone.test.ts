import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneOf } from '../../../domain/archive/zone.ts';

const zones = ['UTC', 'Europe/Vienna', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati'];

describe('a zone', () => {
  it.each([
    { zone: 'UTC', day: '2026-01-31', start: '2026-01-31T00:00:00.000Z' },
    { zone: 'Europe/Vienna', day: '2026-03-29', start: '2026-03-28T23:00:00.000Z' },
    { zone: 'Europe/Vienna', day: '2026-03-30', start: '2026-03-29T22:00:00.000Z' },
    { zone: 'America/New_York', day: '2026-07-01', start: '2026-07-01T04:00:00.000Z' },
    { zone: 'Asia/Kathmandu', day: '2026-01-01', start: '2025-12-31T18:15:00.000Z' },
    { zone: 'Pacific/Kiritimati', day: '2026-01-01', start: '2025-12-31T10:00:00.000Z' },
    // Clocks were put on at midnight.
    { zone: 'Africa/Cairo', day: '2026-04-24', start: '2026-04-23T22:00:00.000Z' },
  ])('$zone begins $day at $start', ({ zone, day, start }) => {
    expect(new Date(zoneOf(zone).startOf(day)).toISOString()).toBe(start);
  });

  it('shows a moment as the same moment, whatever its offset', async () => {
    const moment = fc.date({
      ...{ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true },
    });
    await fc.assert(
      fc.asyncProperty(moment, fc.constantFrom(...zones), async (at, zone) => {
        expect(Date.parse(zoneOf(zone).format(at.getTime()))).toBe(at.getTime());
      }),
    );
  });

  it('has days that follow one another without a gap', () => {
    const { startOf, format } = zoneOf('Europe/Vienna');
    for (const day of ['2026-03-29', '2026-10-25', '2026-12-31']) {
      expect(format(startOf(day)).slice(0, 10)).toBe(day);
      expect(format(startOf(day) - 1).slice(0, 10) < day).toBe(true);
    }
  });
});
