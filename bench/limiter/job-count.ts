/** A number of jobs that several threads take from. */
export class JobCount {
  readonly #left: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.#left = new Int32Array(memory);
  }

  static of(count: number): SharedArrayBuffer {
    const memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    new Int32Array(memory)[0] = count;

    return memory;
  }

  get left(): number {
    return Math.max(0, Atomics.load(this.#left, 0));
  }

  /** Takes up to `most` jobs; 0 when there are none. */
  take(most: number): number {
    const before = Atomics.sub(this.#left, 0, most);
    const taken = Math.max(0, Math.min(most, before));
    this.giveBack(most - taken);

    return taken;
  }

  giveBack(count: number): void {
    Atomics.add(this.#left, 0, count);
  }
}
