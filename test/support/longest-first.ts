import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, that nobody waits at the end for one file alone. By size, as vitest has it, the first of these would be the last. */
const longest = [
  ...['e2e/faults.', 'e2e/replay.', 'e2e/late.', 'e2e/restart.', 'e2e/lost-answers.', 'e2e/stop.'],
  ...['e2e/crash.', 'local/cloud/cloud.', 'local/cloud/restart.'],
];

/** Begins with the longest files; the others follow in vitest's order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);

    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const at = longest.findIndex((part) => moduleId.includes(part));

  return at === -1 ? longest.length : at;
}
