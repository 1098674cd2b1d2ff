import * as z from 'zod';
import { Journal } from '../../journal.ts';

const kind = 'checkpoint';
const stepSchema = z.tuple([z.string(), z.string()]);

/** How far each shard of a stream was handled, per mapping. Kept in a file, so that no record is lost or skipped. */
export class Checkpoints {
  readonly #journal: Journal;
  readonly #sequences: Map<string, string>;

  constructor(file: string | undefined) {
    this.#journal = new Journal(file);
    const steps = this.#journal.values(kind).map((step) => stepSchema.parse(step));
    this.#sequences = new Map(steps);
  }

  /** Sequence number of the last record handled. */
  read(mapping: string, shard: string): string | undefined {
    return this.#sequences.get(`${mapping}/${shard}`);
  }

  write(mapping: string, shard: string, sequence: string): void {
    const key = `${mapping}/${shard}`;
    this.#sequences.set(key, sequence);
    this.#journal.write(kind, key, [key, sequence]);
  }
}
