import { setImmediate } from 'node:timers/promises';

/** A clock that jumps to the next moment somebody waits for, once everybody waits. */
export class VirtualTime {
  now: number;
  #sleepers: { at: number; wake: () => void }[] = [];

  constructor(now: number) {
    this.now = now;
  }

  readonly clock = () => this.now;

  readonly sleep = (ms: number) =>
    new Promise<void>((wake) => {
      this.#sleepers.push({ at: this.now + Math.max(0, ms), wake });
    });

  /** Lets time pass until the work is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const end = () => {
      done = true;
    };
    work.then(end, end);
    for (;;) {
      await setImmediate();
      if (done) return work;
      const next = this.#sleepers.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) throw new Error('everybody waits, and nobody for a moment');
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
  }
}
