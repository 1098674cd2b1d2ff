import type { BenchCloud } from './bench-cloud.ts';
import { countDuring, type RunUsage, usageOf } from './run-usage.ts';

/** What one round of alert-evaluator asks for, in an environment that has been used before. */
export async function countAlertRound(bench: BenchCloud): Promise<RunUsage> {
  const round = () => bench.cloud.fire('alert-evaluator');
  await round();

  return usageOf('alert-evaluator', await countDuring(bench, 1, round));
}
