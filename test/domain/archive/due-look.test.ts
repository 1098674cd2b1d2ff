import { describe, expect, it } from 'vitest';
import {
  type DayNote,
  daysToLookAt,
  dueLook,
  isWhole,
  type Look,
} from '../../../domain/archive/due-look.ts';
import { dayMs } from '../../../domain/common/day.ts';

const day = '2026-03-01';
const end = Date.parse('2026-03-02T00:00:00.000Z');
const hourMs = 3_600_000;
const looked = (look: Look | undefined): DayNote | undefined =>
  look && { day, look, looked_at: '2026-03-02T01:00:00.000Z' };

describe('a day is due', () => {
  it.each([
    { before: undefined, after: hourMs - 1, due: undefined },
    { before: undefined, after: hourMs, due: 'archive' },
    { before: 'archive', after: hourMs, due: undefined },
    { before: 'archive', after: 80 * dayMs - 1, due: undefined },
    { before: 'archive', after: 80 * dayMs, due: 'check' },
    { before: undefined, after: 80 * dayMs, due: 'check' },
    { before: 'check', after: 92 * dayMs - 1, due: undefined },
    { before: 'check', after: 92 * dayMs, due: 'clear' },
    { before: 'archive', after: 92 * dayMs, due: 'clear' },
    { before: undefined, after: 119 * dayMs, due: 'clear' },
    { before: 'clear', after: 119 * dayMs, due: undefined },
  ] as const)(
    'for $due when $before was last, $after ms after its end',
    ({ before, after, due }) => {
      expect(dueLook(day, looked(before), end + after)).toBe(due);
    },
  );
});

it('a day is whole until the first of its rows may die', () => {
  const firstDeath = Date.parse('2026-03-01T00:00:00.000Z') + 90 * dayMs;

  expect(isWhole(day, firstDeath - 1)).toBe(true);
  expect(isWhole(day, firstDeath)).toBe(false);
});

it('days are looked for from the first on, and no further back than four months', () => {
  const now = end + 5 * hourMs;

  expect(daysToLookAt(end - 2 * dayMs, now)).toEqual(['2026-02-28', '2026-03-01', '2026-03-02']);
  expect(daysToLookAt(0, now)).toHaveLength(121);
  expect(daysToLookAt(0, now)[0]).toBe('2025-11-02');
});
