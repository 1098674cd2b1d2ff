import type { Page } from '../../domain/common/page.ts';
import { type CursorScope, encodeCursor } from './cursor.ts';

/**
 * Most bytes of a page's items. Lambda takes 6 MB as an answer and is handed our JSON as a text within JSON, so that is how
 * items are counted; the rest is room for the frame.
 */
export const maxPageBytes = 4_500_000;

/** How the rows of a list become its items. */
export interface Reading<Row, Item> {
  readonly scope: CursorScope;
  /** Called only for rows that are still asked for, in their order. A row for which it fails is left out and named. */
  readonly read: (row: Row) => Item;
  /** Where the list goes on after a row, as its cursors say it. */
  readonly placeOf: (row: Row, index: number) => unknown;
  /** Where the reading of rows stopped; null at the end of the list. */
  readonly end: unknown;
}

/**
 * A page of the rows that were read, cut where it would not fit into an answer; the next page begins there. One item at least,
 * so that a list always goes on.
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  { scope, read, placeOf, end }: Reading<Row, Item>,
): Page<Item> {
  const items: Item[] = [];
  const lost: string[] = [];
  const page = (place: unknown) => ({
    items,
    ...(lost.length > 0 && { left_out: lost }),
    next_cursor: place === null ? null : encodeCursor(scope, place),
  });
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    const item = ifReadable(row, read);
    if (item === undefined) {
      lost.push(nameOf(placeOf(row, index)));
      continue;
    }
    bytes += bytesInAnswer(item);
    const last = rows[index - 1];
    if (bytes > maxPageBytes && last !== undefined) return page(placeOf(last, index - 1));
    items.push(item);
  }

  return page(end);
}

function ifReadable<Row, Item>(row: Row, read: (row: Row) => Item): Item | undefined {
  try {
    return read(row);
  } catch {
    return undefined;
  }
}

function nameOf(place: unknown): string {
  return typeof place === 'string' ? place : JSON.stringify(place);
}

function bytesInAnswer(item: unknown): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(item)));
}
