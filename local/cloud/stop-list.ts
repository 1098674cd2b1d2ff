export interface Stoppable {
  stop(): void | Promise<void>;
}

/** Things to end, in the opposite order of their start. */
export class StopList {
  readonly #parts: Stoppable[] = [];
  #stopped = false;

  /** Remembers a part and returns it. One that comes after the end is ended at once. */
  keep<T extends Stoppable>(part: T): T {
    if (this.#stopped) Promise.resolve(part.stop()).catch(() => {});
    else this.#parts.push(part);
    return part;
  }

  /** Ends all of them, also when one fails. @throws the first failure. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const failures: unknown[] = [];
    for (const part of this.#parts.splice(0).reverse()) {
      try {
        await part.stop();
      } catch (error) {
        failures.push(error);
      }
    }
    const [failure] = failures;
    if (failure instanceof Error) throw failure;
  }
}
