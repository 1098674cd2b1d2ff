import type { Cloud } from '../../local/cloud/cloud-options.ts';
import { sum } from '../report/statistics.ts';

/** What a function did in some time. */
export interface Invocations {
  readonly name: string;
  readonly invocations: number;
  /** Time it ran, all invocations together. */
  readonly total_ms: number;
  /** What it wrote to its log. */
  readonly log_bytes: number;
}

/** Counts what the functions do from now on; call the result for the sum so far. A log keeps its last 2 000 lines. */
export function watchInvocations(cloud: Cloud): () => Invocations[] {
  const before = new Map(cloud.functionNames.map((name) => [name, cloud.logs(name).length]));

  return () =>
    cloud.functionNames.map((name) => {
      const lines = cloud.logs(name).slice(before.get(name) ?? 0);
      const reports = lines.flatMap((line) => durationIn(line) ?? []);

      return {
        name,
        invocations: reports.length,
        total_ms: sum(reports),
        log_bytes: sum(
          lines.filter((line) => durationIn(line) === undefined).map((line) => line.length + 1),
        ),
      };
    });
}

/** The local cloud ends each invocation with `REPORT <time> <duration> ms`. */
function durationIn(line: string): number | undefined {
  const duration = /^REPORT \S+ (\d+) ms$/.exec(line)?.[1];

  return duration === undefined ? undefined : Number(duration);
}
