import type { ReserveRequest, ReserveResult } from '../../domain/pacing/window.ts';
import type { Account, Environment } from './account.ts';
import type { World } from './world.ts';

/** Assumed: the channel answers so long after a call's start, and the transaction after it takes so long (ms). */
const [answerMs, closingMs] = [300, 50];

interface RunParts {
  readonly world: World;
  readonly account: Account;
  readonly environment: Environment;
  readonly jobs: number;
  /** How many of them, the first, were received before. */
  readonly returning: number;
  /** Told how long (ms) each job is hidden that got no start. */
  readonly ended: (hidden: readonly number[]) => void;
}

/** One invocation of the worker, with a batch of jobs of one target. */
export class Run {
  readonly #parts: RunParts;
  /** Jobs without a start. */
  left: number;
  #lastCall: number;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.left = parts.jobs;
    this.#lastCall = this.now;
  }

  get now(): number {
    return this.#parts.world.agenda.now;
  }

  /** Reserves starts for what is left, and makes a call at each. */
  reserve(request: Omit<ReserveRequest, 'now' | 'count' | 'kind'>): ReserveResult {
    const { account, environment } = this.#parts;
    const result = account.reserve(
      { ...request, now: this.now, count: this.left, kind: 'live' },
      environment,
    );
    this.left -= result.starts.length;
    for (const start of result.starts) this.#callAt(start);

    return result;
  }

  /** Jobs without a start that were received before. */
  get returning(): number {
    const { jobs, returning } = this.#parts;

    return Math.max(0, returning - (jobs - this.left));
  }

  /** Does something more so many ms from now. */
  after(ms: number, act: () => void): void {
    this.#parts.world.agenda.after(ms, act);
  }

  /** Is over when the last call is; `hideMs` tells then for how long each job that is left is hidden. */
  end(hideMs: (index: number) => number): void {
    this.after(this.#lastCall - this.now, () => {
      this.#parts.ended(Array.from({ length: this.left }, (_, index) => hideMs(index)));
    });
  }

  #callAt(start: number): void {
    const { world, account, environment } = this.#parts;
    const answered_at = start + answerMs;
    account.counted.push(start + answerMs * world.random());
    this.after(answered_at - this.now, () => {
      environment.set(account, [...(environment.get(account) ?? []), { start, answered_at }]);
    });
    this.#lastCall = Math.max(this.#lastCall, answered_at + closingMs);
  }
}
