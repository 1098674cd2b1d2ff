import type { Context } from 'aws-lambda';
import type { SweepResult } from '../../domain/targets/sweep-targets.ts';

export interface Deps {
  /** Begins no target after `until` (epoch ms). */
  sweep(until: number): Promise<SweepResult>;
  clock(): number;
  /** For metrics and logs. */
  report(result: SweepResult): void;
}

/** More than the longest check of one target, so that a round ends by itself and not by the function's time limit. */
const reserveMs = 35_000;

/** One scheduled round over all targets. Targets that failed wait for the next round; only a round that cannot go on fails. */
export function createHandler({ sweep, report, clock }: Deps) {
  return async (_event: unknown, context: Context): Promise<void> => {
    report(await sweep(clock() + context.getRemainingTimeInMillis() - reserveMs));
  };
}
