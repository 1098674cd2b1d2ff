import type { Mapping } from '../lambda/mapping.ts';
import type { StreamRecord } from './stream-shards.ts';

type BatchRules = Pick<Mapping, 'BatchSize' | 'MaximumBatchingWindowInSeconds'>;

/** A stream gives no more records than this at once. */
const mostRead = 1_000;

/** Records of a shard that are read and not yet handed over: as Lambda does, until the batch is full or its window is over. */
export class GatheredBatch {
  readonly wanted: StreamRecord[] = [];
  /** The last that was read, wanted or not. */
  last: StreamRecord | undefined;
  /** When the first of the wanted was read, epoch ms. */
  #since = 0;

  /** How many more may be read. */
  room({ BatchSize }: BatchRules): number {
    return Math.min(BatchSize - this.wanted.length, mostRead);
  }

  add(records: readonly StreamRecord[], isWanted: (record: StreamRecord) => boolean): void {
    if (this.wanted.length === 0) this.#since = Date.now();
    this.wanted.push(...records.filter(isWanted));
    this.last = records.at(-1) ?? this.last;
  }

  /** The window begins with the first record that is wanted: what nobody wants does not wait. */
  isDue({ BatchSize, MaximumBatchingWindowInSeconds }: BatchRules): boolean {
    const isOver = Date.now() - this.#since >= MaximumBatchingWindowInSeconds * 1_000;

    return this.wanted.length === 0 || this.wanted.length >= BatchSize || isOver;
  }
}
