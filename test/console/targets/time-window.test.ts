import { expect, it } from 'vitest';
import {
  readWindow,
  usualWindows,
  windowAt,
  windowParam,
  windowProblem,
} from '../../../console/targets/time-window.ts';

const now = Date.parse('2026-11-28T12:00:00.000Z');

it.each(usualWindows.map((option) => ({ option })))(
  '$option.key is read as it was written',
  ({ option }) => {
    expect(readWindow(windowParam(option))).toEqual(option);
  },
);

it('a time from one moment to another is kept in UTC', () => {
  const param = windowParam({
    type: 'absolute',
    startDate: '2026-11-28T09:00:00+01:00',
    endDate: '2026-11-28T10:30:00+01:00',
  });

  expect(param).toBe('2026-11-28T08:00:00.000Z_2026-11-28T09:30:00.000Z');
  expect(windowAt(readWindow(param) ?? { type: 'relative', amount: 1, unit: 'day' }, now)).toEqual({
    from: '2026-11-28T08:00:00.000Z',
    to: '2026-11-28T09:30:00.000Z',
  });
});

it.each(['', 'nonsense', '5-year', '_', '2026-11-28T08:00:00Z_later'])(
  'an address that says "%s" means any time',
  (param) => {
    expect(readWindow(param)).toBeNull();
    expect(windowParam(null)).toBe('');
  },
);

it.each([
  { amount: 90, unit: 'minute', from: '2026-11-28T10:30:00.000Z' },
  { amount: 6, unit: 'hour', from: '2026-11-28T06:00:00.000Z' },
  { amount: 7, unit: 'day', from: '2026-11-21T12:00:00.000Z' },
] as const)('the last $amount $unit begin at $from', ({ from, ...value }) => {
  expect(windowAt({ type: 'relative', ...value }, now)).toEqual({ from });
});

it.each([
  { startDate: '2026-11-28T09:00:00Z', endDate: '2026-11-28T09:00:00Z', isWrong: true },
  { startDate: '2026-11-28T09:00:00Z', endDate: '', isWrong: true },
  { startDate: '2026-11-28T09:00:00Z', endDate: '2026-11-28T09:00:01Z', isWrong: false },
])('from "$startDate" to "$endDate" is wrong: $isWrong', ({ isWrong, ...dates }) => {
  expect(windowProblem({ type: 'absolute', ...dates }) !== undefined).toBe(isWrong);
});
