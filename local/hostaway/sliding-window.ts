import type { Window } from './simulator-options.ts';

/** An exact log of the calls in one trailing window. A refused call does not count. */
export class SlidingWindow {
  readonly #window: Window;
  #times: number[] = [];

  constructor(window: Window) {
    this.#window = window;
  }

  /** When a call arriving at `at` (epoch ms) could be taken: `at` itself, or when the call in its way has left. */
  freeAt(at: number): number {
    const { max_requests, window_ms } = this.#window;
    const blocking = this.#times.filter((time) => time > at - window_ms).at(-max_requests);

    return blocking === undefined ? at : blocking + window_ms;
  }

  /** Counts a call. Calls may come a little out of order, since the body of one takes longer than that of another. */
  charge(at: number): void {
    const kept = this.#times.filter((time) => time > at - 2 * this.#window.window_ms);
    const place = kept.findLastIndex((time) => time <= at) + 1;
    this.#times = kept.toSpliced(place, 0, at);
  }
}
