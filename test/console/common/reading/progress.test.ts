import { expect, it } from 'vitest';
import { isUnderWay, nextProgress } from '../../../../console/common/reading/progress.ts';

const quiet = {
  ...{ is_active: true, block_reason: null },
  listings: { ok: 9, pending: 0, error: 3, rate_limited: 0 },
  removals: { waiting: 0, failed: 2 },
};
const busy = { ...quiet, listings: { ...quiet.listings, pending: 1 } };

it.each([
  { case: 'a listing waits', counts: busy, expected: true },
  {
    case: 'a listing is held back',
    counts: { ...quiet, listings: { ...quiet.listings, rate_limited: 1 } },
    expected: true,
  },
  {
    case: 'a removal waits',
    counts: { ...quiet, removals: { waiting: 1, failed: 0 } },
    expected: true,
  },
  { case: 'nothing waits', counts: quiet, expected: false },
  { case: 'it is paused', counts: { ...busy, is_active: false }, expected: false },
  {
    case: 'it is blocked',
    counts: { ...busy, block_reason: 'unavailable' as const },
    expected: false,
  },
])('is under way when $case: $expected', ({ counts, expected }) => {
  expect(isUnderWay(counts)).toBe(expected);
});

it('remembers the most that waited until the next begins', () => {
  const seen = [0, 0, 5, 12, 4, 0, 0, 3];
  let progress = { most: 0, waiting: 0 };
  const most = seen.map((waiting) => {
    progress = nextProgress(progress, waiting);
    return progress.most;
  });

  expect(most).toEqual([0, 0, 5, 12, 12, 12, 0, 3]);
});
