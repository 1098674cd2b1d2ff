import type { Context } from 'aws-lambda';
import * as z from 'zod';
import type { SweepResult } from '../../domain/checks/sweep-targets.ts';
import type { Part } from '../../domain/targets/target-resources.ts';

export interface Deps {
  /** Begins no target after `until` (epoch ms). */
  sweep(round: { readonly part: Part; readonly until: number }): Promise<SweepResult>;
  /** Puts back the consumers of all targets; answers how many could not be. */
  keepConsumers(until: number): Promise<number>;
  clock(): number;
  /** For metrics and logs. */
  report(result: SweepResult): void;
}

/** What a schedule says: each has a part of the targets. */
const eventSchema = z.object({ part: z.int().min(0), of: z.int().min(1) });

/** More than the longest check of one target, so that a round ends by itself and not by the function's time limit. */
const reserveMs = 35_000;

/**
 * One scheduled round over a part of all targets. Targets that failed wait for the next round; only a round that cannot go on
 * fails. The first part also looks at all consumers, which are listed all at once or not at all.
 */
export function createHandler({ sweep, keepConsumers, report, clock }: Deps) {
  return async (event: unknown, context: Context): Promise<void> => {
    const part = eventSchema.parse(event);
    const until = clock() + context.getRemainingTimeInMillis() - reserveMs;
    const [result, notPutBack] = await Promise.all([
      sweep({ part, until }),
      part.part === 0 ? keepConsumers(until) : 0,
    ]);
    report({ ...result, failed: result.failed + notPutBack });
  };
}
