import type { SweepResult } from '../../domain/recovery/sweep.ts';

export interface Deps {
  sweep(): Promise<SweepResult>;
  /** For metrics and logs. */
  report(result: SweepResult): void;
}

/** Every minute, and when a target may be called again: brings back listings that should have been done with and have no live job. */
export function createHandler(deps: Deps) {
  return async (): Promise<void> => {
    deps.report(await deps.sweep());
  };
}
