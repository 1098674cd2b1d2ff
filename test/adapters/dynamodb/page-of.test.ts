import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { decodeCursor } from '../../../adapters/dynamodb/cursor.ts';
import { maxPageBytes, pageOf } from '../../../adapters/dynamodb/page-of.ts';

const scope = { list: 'test' };

function page(rows: readonly string[], end: unknown = null) {
  return pageOf(rows, { scope, read: (text) => ({ text }), placeOf: (_, index) => index, end });
}

/** What the list gives to somebody who follows its cursors: the texts, and how large its largest page is as an answer. */
function leafThrough(rows: readonly string[]): { texts: string[]; largest: number } {
  const texts: string[] = [];
  let largest = 0;
  let from: number | undefined = 0;
  while (from !== undefined) {
    const { items, next_cursor } = page(rows.slice(from));
    texts.push(...items.map(({ text }) => text));
    if (items.length > 1)
      largest = Math.max(largest, Buffer.byteLength(JSON.stringify(JSON.stringify(items))));
    from = next_cursor === null ? undefined : from + decodeCursor(scope, next_cursor, z.int()) + 1;
  }

  return { texts, largest };
}

describe('a page of a list', () => {
  it('has all rows when they fit, and the end that the reading had', () => {
    const { items, next_cursor } = page(['a', 'b'], 'b');

    expect(items).toEqual([{ text: 'a' }, { text: 'b' }]);
    expect(decodeCursor(scope, next_cursor ?? '', z.string())).toBe('b');
    expect(page(['a']).next_cursor).toBeNull();
    expect(page([], 'later').next_cursor).not.toBeNull();
  });

  it('fits into an answer whatever the rows are, and the pages together are the list', () => {
    const piece = fc.constantFrom('plain ', '"', '\\', 'ä', '🏡', '\u0001');
    const row = fc
      .tuple(piece, fc.integer({ min: 0, max: 1_200_000 }))
      .map(([text, length]) => text.repeat(Math.ceil(length / text.length)));

    fc.assert(
      fc.property(fc.array(row, { maxLength: 10 }), (rows) => {
        const { texts, largest } = leafThrough(rows);

        expect(texts).toEqual(rows);
        expect(largest).toBeLessThan(maxPageBytes * 1.01);
      }),
      { numRuns: 3 },
    );
  });

  it('has one row at least, so that one that is too large does not hold up those behind it', () => {
    const rows = ['x'.repeat(maxPageBytes), 'y'];

    expect(page(rows).items).toHaveLength(1);
    expect(leafThrough(rows).texts).toEqual(rows);
  });

  it('reads no rows that are not shown, but for the one that did not fit', () => {
    let read = 0;
    const rows = Array.from({ length: 100 }, () => 'x'.repeat(maxPageBytes / 4));

    pageOf(rows, { scope, read: () => rows[read++], placeOf: (_, index) => index, end: null });

    expect(read).toBeLessThan(6);
  });
});
