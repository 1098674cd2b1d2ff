import * as z from 'zod';
import { fromNumberSet, toNumberSet } from './number-set.ts';

/** How far a list of Hostaway's was read, page by page, and what speaks against it. */
export interface Walk {
  /** Rows behind us. */
  readonly offset: number;
  /** Id of the last of them; null when it could not be read. */
  readonly last: string | null;
  /** What the first page counted; undefined before that. */
  readonly count?: number | null | undefined;
  readonly seen: ReadonlySet<number>;
  /** Rows that could not be read. */
  readonly unread: number;
  /** It changed meanwhile, repeated a row or said two things: there may be rows that we were not shown. */
  readonly contradicts: boolean;
  /** The next page begins behind the last row instead of with it, see `startOf`. */
  readonly bare: boolean;
}

interface Row {
  readonly external_listing_id: string;
}

/** Rows as they came; null for one that cannot be read. */
export interface Answer<T extends Row> {
  readonly rows: readonly (T | null)[];
  readonly count: number | null;
  /** As many rows as were asked for: there may be more, whatever the count says. */
  readonly is_full: boolean;
}

/** A list that goes on further is not read to its end. Its ids take some 2 bytes each in a cursor. */
const mostRows = 20_000;
const mostUnread = 1_000;

export const begin: Walk = {
  offset: 0,
  last: null,
  seen: new Set(),
  unread: 0,
  contradicts: false,
  bare: false,
};

/**
 * The offset to ask for. A page begins with the last row of the one before: when that is not there, rows have moved, and some
 * may have passed us by.
 */
export function startOf({ offset, bare }: Walk): number {
  return bare || offset === 0 ? offset : offset - 1;
}

/**
 * Takes the next page, or so much of it that there are `most` new rows. A list that contradicts itself proves nothing, yet
 * what it shows is taken. It ends where the count says so, and where a page brings nothing new, so that it ends whatever the server does.
 */
export function takePage<T extends Row>(
  walk: Walk,
  { rows, count, is_full }: Answer<T>,
  most = Number.POSITIVE_INFINITY,
): { readonly fresh: readonly T[]; readonly walk: Walk; readonly ended: boolean } {
  const start = startOf(walk);
  const overlaps = start < walk.offset;
  const inStep = !overlaps || (rows.length > 0 && idOf(rows[0]) === walk.last);
  const taken = takeRows(overlaps && inStep ? rows.slice(1) : rows, walk.seen, most);

  const known = overlaps && inStep ? 1 : 0;
  const isNews = taken.fresh.length > 0 || (taken.unread > 0 && count !== null && !taken.repeats);
  // Always further, so that a server which moves its rows each time is not asked for the same place for ever.
  const offset = Math.max(start + known + taken.passed.length, walk.offset + (isNews ? 1 : 0));
  const unread = walk.unread + taken.unread;
  const isWhole = taken.passed.length === rows.length - known;
  // Nothing behind the last row, where nothing is counted: asked once more without that row, the list must be empty.
  const bare = !isNews && overlaps && inStep && taken.passed.length === 0 && count === null;
  const tooLong = offset > mostRows || unread > mostUnread;
  const ended = tooLong || (isNews ? isWhole && !is_full && offset === count : !bare);

  return {
    fresh: taken.fresh,
    ended,
    walk: {
      offset,
      last: taken.passed.length > 0 ? idOf(taken.passed.at(-1)) : walk.last,
      count: walk.count === undefined ? count : walk.count,
      seen: taken.seen,
      unread,
      contradicts:
        walk.contradicts ||
        !inStep ||
        taken.repeats ||
        tooLong ||
        (walk.count !== undefined && walk.count !== count) ||
        (count !== null && (start + rows.length > count || (ended && offset !== count))),
      bare,
    },
  };
}

function takeRows<T extends Row>(
  rows: readonly (T | null)[],
  before: ReadonlySet<number>,
  most: number,
) {
  const seen = new Set(before);
  const fresh: T[] = [];
  const passed: (T | null)[] = [];
  let unread = 0;
  let repeats = false;

  for (const row of rows) {
    if (fresh.length === most) break;
    passed.push(row);
    if (row === null) unread += 1;
    else if (seen.has(Number(row.external_listing_id))) repeats = true;
    else {
      seen.add(Number(row.external_listing_id));
      fresh.push(row);
    }
  }
  return { fresh, passed, seen, unread, repeats };
}

function idOf(row: Row | null | undefined): string | null {
  return row?.external_listing_id ?? null;
}

/** What keeps a walk from proving that something is not there, in words; null for a list without contradiction. */
export function troubleOf({ unread, contradicts }: Walk): string | null {
  const troubles = [
    unread > 0 ? `${unread} of its rows cannot be read` : null,
    contradicts ? 'it changed or contradicted itself while it was read' : null,
  ].filter((trouble) => trouble !== null);

  return troubles.length === 0
    ? null
    : `Hostaway's list of listings may lack some: ${troubles.join(', and ')}`;
}

const placeSchema = z.strictObject({
  o: z.int().min(0),
  l: z.string().nullable(),
  c: z.int().nullable(),
  u: z.int().min(0),
  x: z.boolean(),
  b: z.boolean(),
  s: z.string(),
});

/** A walk as text, for whoever goes on. Of ids beyond `mostChars` only those of the last page are kept, given in `page`. */
export function writePlace(
  walk: Walk,
  limit?: { readonly mostChars: number; readonly page: readonly Row[] },
): string {
  const { offset, last, count = null, unread, contradicts, bare } = walk;
  const all = fromNumberSet(walk.seen);
  const isKept = limit === undefined || all.length <= limit.mostChars;
  const ids = isKept
    ? all
    : fromNumberSet(limit.page.map((row) => Number(row.external_listing_id)));

  return JSON.stringify({
    o: offset,
    l: last,
    c: count,
    u: unread,
    x: contradicts,
    b: bare,
    s: ids,
  });
}

/** The walk that was written; from the begin for a text that is none, e.g. of an earlier version. */
export function readPlace(text: string | undefined): Walk {
  if (text === undefined) return begin;
  try {
    const { o, l, c, u, x, b, s } = placeSchema.parse(JSON.parse(text));
    return {
      offset: o,
      last: l,
      count: c,
      unread: u,
      contradicts: x,
      bare: b,
      seen: toNumberSet(s),
    };
  } catch {
    return begin;
  }
}
