import { expect, it } from 'vitest';
import { begin, takePage, troubleOf } from '../../../../adapters/hostaway/lists/list-walk.ts';

const rows = (...ids: readonly number[]) => ids.map((id) => ({ external_listing_id: String(id) }));

it('a page that does not begin with the last row of the one before shows that rows have moved, where nothing is counted', () => {
  const first = takePage(begin, { rows: rows(1, 2), count: null, is_full: true });

  // The second row is gone: the third has come to its place.
  const second = takePage(first.walk, { rows: rows(3), count: null, is_full: false });

  expect(second.fresh).toEqual(rows(3));
  expect(second.walk.contradicts).toBe(true);
  expect(troubleOf(second.walk)).toMatch(/changed or contradicted itself/);
});

it('a page that begins with it does not', () => {
  const first = takePage(begin, { rows: rows(1, 2), count: null, is_full: true });

  const second = takePage(first.walk, { rows: rows(2, 3), count: null, is_full: false });

  expect(second.fresh).toEqual(rows(3));
  expect(troubleOf(second.walk)).toBeNull();
});
