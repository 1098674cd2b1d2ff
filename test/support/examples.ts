/**
 * How many examples a property is tried with that asks for many: a twentieth of them on mutants of the code, each of which
 * is a run of its own (`test/mutations/domain-runner.ts`).
 */
export function examples(wanted: number): number {
  return process.env.MUTANTS === undefined ? wanted : Math.ceil(wanted / 20);
}
