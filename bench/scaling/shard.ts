import type { Environment } from './account.ts';

/** A worker function with reserved concurrency. */
export class Shard {
  readonly #concurrency: number;
  readonly #idle: Environment[] = [];
  #running = 0;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  /** The environment that was used last, or a new one; undefined when all are busy. */
  enter(): Environment | undefined {
    if (this.#running >= this.#concurrency) return undefined;
    this.#running += 1;

    return this.#idle.pop() ?? new Map();
  }

  leave(environment: Environment): void {
    this.#running -= 1;
    this.#idle.push(environment);
  }
}
