/** Which message a receipt handle stands for, and when it becomes visible again. */
export interface InFlight {
  readonly queue: string;
  readonly id: string;
}

/** Messages handed out and not deleted. Tells when one of them returns to its queue. */
export class InFlightMessages {
  readonly #entries = new Map<string, InFlight & { readonly timer: NodeJS.Timeout }>();
  readonly #onVisible: (queue: string) => void;

  constructor(onVisible: (queue: string) => void) {
    this.#onVisible = onVisible;
  }

  add(handle: string, message: InFlight, seconds: number): void {
    const expire = () => {
      this.#entries.delete(handle);
      this.#onVisible(message.queue);
    };
    // A little late rather than early: the emulator compares with its own clock reading.
    const timer = setTimeout(expire, seconds * 1000 + 2).unref();
    this.#entries.set(handle, { ...message, timer });
  }

  /** A new visibility timeout, counted from now. */
  change(handle: string, seconds: number): void {
    const entry = this.take(handle);
    if (entry !== undefined) this.add(handle, { queue: entry.queue, id: entry.id }, seconds);
  }

  /** Removes a handle; undefined when its message is visible again or gone. */
  take(handle: string): InFlight | undefined {
    const entry = this.#entries.get(handle);
    clearTimeout(entry?.timer);
    this.#entries.delete(handle);
    return entry;
  }

  clear(): void {
    for (const { timer } of this.#entries.values()) clearTimeout(timer);
    this.#entries.clear();
  }
}
