import type { Context } from 'aws-lambda';
import type { EvaluateResult } from '../../domain/alerts/evaluate-alerts.ts';

export interface Deps {
  /** Begins no target after `until` (epoch ms). */
  evaluate(until: number): Promise<EvaluateResult>;
  clock(): number;
  /** For metrics and logs. */
  report(result: EvaluateResult): void;
}

/** More than the longest look at one target, and the telling of what it has shown. */
const reserveMs = 15_000;

/** Every minute: opens and closes the alerts of targets in which something was met, and tells of them. */
export function createHandler({ evaluate, report, clock }: Deps) {
  return async (_event: unknown, context: Context): Promise<void> => {
    report(await evaluate(clock() + context.getRemainingTimeInMillis() - reserveMs));
  };
}
