/** An attempt's row is opened at least this long before its call, and at most this long (ms). */
const shortestMs = 50;
const longestMs = 1_000;
/** Weight of the newest observation. */
const alpha = 0.3;

/**
 * How long before its reserved start an attempt must begin to be opened for the call to be on time: twice what opening
 * has taken lately, since a late call loses its start and has to reserve another.
 */
export class Lead {
  #average = shortestMs;

  /** Told how long (ms) an opening took. */
  observe(tookMs: number): void {
    this.#average += alpha * (tookMs - this.#average);
  }

  get ms(): number {
    return Math.round(Math.min(longestMs, Math.max(shortestMs, 2 * this.#average)));
  }
}
