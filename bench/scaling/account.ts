import {
  type Ended,
  emptyLog,
  type ReserveRequest,
  type ReserveResult,
  reserve,
  withEnds,
} from '../../domain/pacing/window.ts';

/** What one environment of a function knows of the calls it made, and nobody else does until it reserves for the same account again. */
export type Environment = Map<Account, readonly Ended[]>;

/** A channel account's window, which all workers share, and when the channel counted its calls (simulated ms). */
export class Account {
  readonly counted: number[] = [];
  #log = emptyLog;

  /** As the store of windows does. */
  reserve(request: ReserveRequest, environment: Environment): ReserveResult {
    const result = reserve(withEnds(this.#log, environment.get(this) ?? []), request);
    if (result.changed) {
      this.#log = result.log;
      environment.delete(this);
    }

    return result;
  }
}
