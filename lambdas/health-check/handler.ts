import type { SweepResult } from '../../domain/channels/sweep-targets.ts';

export interface Deps {
  sweep(): Promise<SweepResult>;
  /** For metrics and logs. */
  report(result: SweepResult): void;
}

/** One scheduled round over all targets. Targets that failed wait for the next round; only a round that cannot go on fails. */
export function createHandler({ sweep, report }: Deps) {
  return async (): Promise<void> => {
    report(await sweep());
  };
}
