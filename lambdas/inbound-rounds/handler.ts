import type { RoundResult } from '../../domain/inbound/rounds.ts';

export interface Deps {
  start(): Promise<RoundResult>;
  /** For metrics and logs. */
  report(result: RoundResult): void;
}

/** Every ten minutes: has channels looked at, and what was lost on its way brought back. */
export function createHandler({ start, report }: Deps) {
  return async (): Promise<void> => {
    report(await start());
  };
}
