import type { Context } from 'aws-lambda';
import type { KeeperResult } from '../../domain/archive/keep-audit.ts';

export interface Deps {
  /** Begins no day after `until` (epoch ms). */
  keep(until: number): Promise<KeeperResult>;
  clock(): number;
  /** For metrics and logs. */
  report(result: KeeperResult): void;
}

/** More than most days take. One that takes longer is gone on with by the next round. */
const reserveMs = 300_000;

/** Every hour: archives what is over, compares, removes what is past its time. */
export function createHandler({ keep, report, clock }: Deps) {
  return async (_event: unknown, context: Context): Promise<void> => {
    report(await keep(clock() + context.getRemainingTimeInMillis() - reserveMs));
  };
}
