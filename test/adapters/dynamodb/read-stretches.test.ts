import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStretches } from '../../../adapters/dynamodb/read-stretches.ts';

const placeOf = (row: number) => row;

/** Some rows after a place, of which only the wanted ones are found, and where their reading stopped. */
function listOf(length: number, atOnce: number, isWanted: (row: number) => boolean) {
  return async (after = -1) => {
    const last = Math.min(after + atOnce, length - 1);
    const rows = Array.from({ length: last - after }, (_, at) => after + 1 + at).filter(isWanted);
    return { rows, end: last === length - 1 ? undefined : last };
  };
}

describe('a list that is read stretch by stretch', () => {
  it('gives each wanted row once, in order, however long pages and stretches are', async () => {
    const sizes = fc.record({
      length: fc.integer({ min: 0, max: 60 }),
      atOnce: fc.integer({ min: 1, max: 9 }),
      limit: fc.integer({ min: 1, max: 9 }),
      every: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(sizes, async ({ length, atOnce, limit, every }) => {
        const isWanted = (row: number) => row % every === 0;
        const read = listOf(length, atOnce, isWanted);
        const found: number[] = [];
        let after: number | undefined;
        do {
          const page = await readStretches({ limit, after, placeOf }, read);
          expect(page.rows.length).toBeLessThanOrEqual(limit);
          found.push(...page.rows);
          after = page.end;
        } while (after !== undefined);

        expect(found).toEqual(Array.from({ length }, (_, row) => row).filter(isWanted));
      }),
    );
  });

  it('stops after ten stretches, and says where to go on', async () => {
    const read = listOf(100, 1, () => false);

    expect(await readStretches({ limit: 5, after: undefined, placeOf }, read)).toEqual({
      rows: [],
      end: 9,
    });
  });
});
