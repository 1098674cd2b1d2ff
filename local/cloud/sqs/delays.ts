/** Things to be done a little later, unless the cloud is stopped before. */
export class Delays {
  readonly #timers = new Set<NodeJS.Timeout>();

  /** Does it at once for no seconds, else a little late rather than early. */
  after(seconds: number, action: () => void): void {
    if (seconds <= 0) {
      action();
      return;
    }
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        action();
      },
      seconds * 1000 + 2,
    ).unref();
    this.#timers.add(timer);
  }

  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
