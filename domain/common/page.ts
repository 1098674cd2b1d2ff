/** Which part of a list is wanted. `cursor` is the `next_cursor` of the page before. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Part of a list; `next_cursor` is null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where rows are that cannot be read, which must not hide the others; absent when all can. */
  readonly left_out?: readonly string[] | undefined;
  readonly next_cursor: string | null;
}
