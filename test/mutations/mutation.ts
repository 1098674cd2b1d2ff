/** One small fault put into the sources on purpose, and the tests that must notice it. */
export interface Mutation {
  readonly name: string;
  /** What it breaks: the number of an invariant or the name of a further promise, as docs/invariants.md has them. */
  readonly promise: number | string;
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly search: string;
  readonly replace: string;
  readonly tests: readonly string[];
}
