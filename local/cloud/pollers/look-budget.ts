/** How often a stream may be looked at: so many looks at once, and so many a second after them. */
export interface LookRate {
  readonly burst: number;
  readonly per_second: number;
}

/**
 * Spreads looks that many writes ask for: the first ones are made at once, so that a single change is not held up, and the others
 * at an even pace, each of which finds more. Every look costs the database as much as a write.
 */
export class LookBudget {
  readonly #rate: LookRate;
  readonly #clock: () => number;
  #looks: number;
  #countedAt: number;

  constructor(rate: LookRate, clock: () => number = Date.now) {
    this.#rate = rate;
    this.#clock = clock;
    this.#looks = rate.burst;
    this.#countedAt = clock();
  }

  /** Takes the next look; answers with the time (ms) until it may be made. */
  take(): number {
    const { burst, per_second } = this.#rate;
    const now = this.#clock();
    const earned = ((now - this.#countedAt) / 1_000) * per_second;
    this.#looks = Math.min(burst, this.#looks + earned) - 1;
    this.#countedAt = now;

    return Math.max(0, (-this.#looks / per_second) * 1_000);
  }
}
