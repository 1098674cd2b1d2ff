import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bars, type Outcomes, sumOutcomes } from '../../../../console/common/words/outcomes.ts';

const none = { success: 0, rate_limited: 0, failed: 0, abandoned: 0 };
const size = { width: 120, height: 28 };
const count = fc.nat({ max: 100_000 });
const hour = fc.array(
  fc.record({ success: count, rate_limited: count, failed: count, abandoned: count }),
  { minLength: 12, maxLength: 12 },
);

it('sums each outcome by itself', () => {
  const points = [
    { ...none, success: 3, failed: 1 },
    { ...none, success: 2, abandoned: 4, rate_limited: 5 },
  ];

  expect(sumOutcomes(points)).toEqual({ success: 5, rate_limited: 5, failed: 1, abandoned: 4 });
});

it('draws nothing where nothing happened', () => {
  expect(
    bars(
      Array.from({ length: 12 }, () => none),
      size,
    ),
  ).toEqual([]);
});

it('draws whatever happened where it can be seen, one upon the other and within the chart', () => {
  fc.assert(
    fc.property(hour, (points) => {
      const drawn = bars(points, size);
      expect(drawn).toHaveLength(points.flatMap(happened).length);
      for (const { x, y, width, height } of drawn) {
        expect(height).toBeGreaterThanOrEqual(2);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y + height).toBeLessThanOrEqual(size.height);
        expect(x + width).toBeLessThanOrEqual(size.width);
      }
    }),
  );
});

const happened = (point: Outcomes) => Object.values(point).filter((value) => value > 0);
