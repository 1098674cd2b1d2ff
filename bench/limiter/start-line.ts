import timers from 'node:timers/promises';

/** So many calls, begun when all threads of the run are at the line. */
export interface Race {
  readonly calls: number;
  readonly line: SharedArrayBuffer;
}

/** Threads wait here for one another, so that none sends while others, whose receivers share the processor, still load. */
export class StartLine {
  readonly #left: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.#left = new Int32Array(memory);
  }

  static of(threads: number): SharedArrayBuffer {
    const memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    new Int32Array(memory)[0] = threads;

    return memory;
  }

  /** Resolves when all threads have come. */
  async arrive(): Promise<void> {
    Atomics.sub(this.#left, 0, 1);
    while (Atomics.load(this.#left, 0) > 0) await timers.setTimeout(20);
  }
}
