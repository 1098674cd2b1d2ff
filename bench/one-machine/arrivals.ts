import * as z from 'zod';

/** In the marker, the listing's. */
const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const lookEveryMs = 50;
const callsSchema = z.array(
  z.object({ seq: z.number(), status: z.number().nullable(), marker: z.string().nullable() }),
);

/** Writes that the channel has got, counted by listing as the simulator's record tells them. */
export class Arrivals {
  readonly #url: string;
  readonly #counts = new Map<string, number>();
  readonly #waiting = new Set<() => void>();
  #since = 0;
  readonly #timer: NodeJS.Timeout;
  #looking = false;

  constructor(simulatorUrl: string) {
    this.#url = simulatorUrl;
    this.#timer = setInterval(() => void this.#look().catch(() => {}), lookEveryMs);
  }

  /** From here on it counts anew. */
  async begin(): Promise<void> {
    await this.#look();
    this.#counts.clear();
  }

  /** Waits until so many writes of the listing have come, at most so long (ms). @throws Error */
  async until(listingId: string, count: number, patience = 120_000): Promise<void> {
    const deadline = Date.now() + patience;
    while ((this.#counts.get(listingId) ?? 0) < count) {
      if (Date.now() > deadline) throw new Error(`write ${count} of ${listingId} did not come`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const answer = await fetch(`${this.#url}/_control/calls?since=${this.#since}`);
      for (const { seq, status, marker } of callsSchema.parse(await answer.json())) {
        // What comes behind a call that is under way is read again with the next look.
        if (status === null) break;
        this.#since = seq;
        const id = marker === null ? undefined : uuid.exec(marker)?.[0];
        if (id !== undefined) this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
      }
    } finally {
      this.#looking = false;
      for (const resolve of this.#waiting) resolve();
      this.#waiting.clear();
    }
  }
}
