import * as z from 'zod';

/** Ways of a list to be wrong. Several may be had at once. */
export const listHabitSchema = z.enum([
  'ignores_offset',
  'ignores_order',
  /** Rows that are equal in the order asked for come in another order with every call. */
  'shuffles_ties',
  'counts_nothing',
  'counts_in_text',
  'counts_one_less',
  'counts_one_more',
  /** 20 rows more than asked for. */
  'gives_more',
  /** 50 rows at most. */
  'gives_fewer',
  /** The list begins with a row without id and name. */
  'has_a_bad_row',
  /** After its first page, each page ends with the list's first row in place of its own last one. */
  'repeats_a_row',
  /** The newest listing is not there for whoever filters by activity. */
  'hides_the_new_from_filters',
]);

export type ListHabit = z.infer<typeof listHabitSchema>;

interface Wanted {
  readonly limit: number;
  readonly offset: number;
  readonly habits: ReadonlySet<ListHabit>;
}

/** A page of a list as a server with such habits gives it. `rows`: all that match, in their order. */
export function pageOfList<T>(
  rows: readonly T[],
  { limit, offset, habits }: Wanted,
): {
  readonly rows: readonly (T | { id: null; name: null })[];
  readonly count: number | string | null;
} {
  const all = habits.has('has_a_bad_row') ? [{ id: null, name: null }, ...rows] : rows;
  const from = habits.has('ignores_offset') ? 0 : offset;
  const most = habits.has('gives_fewer') ? Math.min(limit, 50) : limit;
  const page = all.slice(from, from + most + (habits.has('gives_more') ? 20 : 0));
  const [first] = all;
  const isRepeated = habits.has('repeats_a_row') && from > 0 && page.length > 1;

  return {
    rows: isRepeated && first !== undefined ? [...page.slice(0, -1), first] : page,
    count: countOf(all.length, habits),
  };
}

function countOf(length: number, habits: ReadonlySet<ListHabit>): number | string | null {
  if (habits.has('counts_nothing')) return null;
  if (habits.has('counts_in_text')) return String(length);
  if (habits.has('counts_one_less')) return Math.max(0, length - 1);

  return habits.has('counts_one_more') ? length + 1 : length;
}
