/** One line of the table: a number that was promised, what it was in this run, and what it is held against. */
export interface Row {
  readonly what: string;
  readonly must: string;
  readonly measured: string;
  /** A peer's number or a floor, taken in the same run. */
  readonly compared: string;
  /** Null: there is nothing to judge, for the reason that `measured` gives, or since nothing was promised. */
  readonly passed: boolean | null;
}

/** What one benchmark found: its lines, and everything measured, for the file of results. */
export interface Findings {
  readonly rows: readonly Row[];
  readonly details: Readonly<Record<string, unknown>>;
}
