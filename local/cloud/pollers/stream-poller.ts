import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../common/aws-call.ts';
import { eventPattern } from '../events/event-pattern.ts';
import type { Functions } from '../lambda/functions.ts';
import { invokeWithRoom } from '../lambda/invoke-with-room.ts';
import type { Outcome } from '../lambda/lambda-environment.ts';
import type { Mapping, Poller } from '../lambda/mapping.ts';
import type { OnProblem } from '../problems.ts';
import type { SendToQueue } from '../sqs/send-to-queue.ts';
import type { Checkpoints } from './checkpoints.ts';
import { GatheredBatch } from './gathered-batch.ts';
import { LookBudget, type LookRate } from './look-budget.ts';
import { type BatchPorts, deliverBatch } from './stream-batch.ts';
import { type StreamSource, streamEventRecord } from './stream-event.ts';
import { failureRecord } from './stream-failure.ts';
import type { Shard, StreamRecord, StreamShards } from './stream-shards.ts';

export interface StreamPollerOptions {
  readonly mapping: () => Mapping;
  readonly functions: Functions;
  readonly shards: StreamShards;
  readonly source: StreamSource;
  readonly checkpoints: Checkpoints;
  /** Calls back after each write to the table. */
  readonly onWrite: (listener: () => void) => () => void;
  readonly sendToQueue: SendToQueue;
  readonly onProblem: OnProblem;
}

/** Pauses between looks at a stream grow from the first to the last while nothing comes, ms. Lambda looks four times a second. */
const firstPause = 10;
/** Of a mapping that hands over what has come; and of one that gathers for seconds. */
const promptly: LookRate = { burst: 6, per_second: 10 };
const gathering: LookRate = { burst: 1, per_second: 1 };
const lastPause = 1_000;

/** New shards are looked for this often, ms. */
const listEvery = 30_000;

/** A stream's records are gone after a day. */
const streamKeepsSeconds = 86_400;

/** Checkpoint of a shard that was read to its end. */
const finished = 'FINISHED';

/**
 * Reads the stream of a table for a function as Lambda does: each shard in order, one batch at a time, a parent before
 * its children. A write to a table wakes it; in between it looks once a second, for what time-to-live removes.
 */
export class StreamPoller implements Poller {
  readonly #options: StreamPollerOptions;
  readonly #stopping = new AbortController();
  readonly #forget: () => void;
  readonly #iterators = new Map<string, string>();
  readonly #gathered = new Map<string, GatheredBatch>();
  #shards: readonly Shard[] = [];
  #listedAt = 0;
  /** A write came since the last look. */
  #written = false;
  #wake = () => {};

  constructor(options: StreamPollerOptions) {
    this.#options = options;
    this.#forget = options.onWrite(() => this.changed());
    this.#run().catch(() => {});
  }

  changed(): void {
    this.#written = true;
    this.#wake();
  }

  stop(): void {
    this.#stopping.abort();
    this.#forget();
    this.#wake();
  }

  async #run(): Promise<void> {
    const gathers = this.#options.mapping().MaximumBatchingWindowInSeconds > 0;
    const budget = new LookBudget(gathers ? gathering : promptly);
    let pause = firstPause;
    while (!this.#stopping.signal.aborted) {
      await this.#sleep(budget.take());
      this.#written = false;
      const found = await this.#round().catch((error) => {
        // E.g. an iterator that is too old: begin at the checkpoint.
        this.#report(error);
        this.#iterators.clear();
        this.#gathered.clear();
        return false;
      });
      if (!found) await this.#rest(pause);
      // A record shows in the stream some milliseconds after its write: look again soon, then less and less often.
      pause = found || this.#written ? firstPause : Math.min(lastPause, pause * 2);
    }
  }

  /** Waits so long, or until a write, which shows in the stream a moment later. */
  async #rest(milliseconds: number): Promise<void> {
    if (this.#written) return await this.#sleep(firstPause);
    if (this.#stopping.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds).unref();
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
  }

  async #sleep(milliseconds: number): Promise<void> {
    const options = { ref: false, signal: this.#stopping.signal };
    await sleep(milliseconds, undefined, options).catch(() => undefined);
  }

  /** Takes at most one batch from each shard; true when there was any record. */
  async #round(): Promise<boolean> {
    if (!this.#options.mapping().Enabled) return false;
    const shards = await this.#listShards();
    const known = new Set(shards.map(({ id }) => id));
    let found = false;
    for (const shard of shards) {
      if (this.#checkpoint(shard.id) === finished) continue;
      const { parent } = shard;
      const waiting = parent !== undefined && known.has(parent);
      if (waiting && this.#checkpoint(parent) !== finished) continue;
      found = (await this.#readShard(shard)) || found;
    }
    return found;
  }

  #report(error: unknown): void {
    if (this.#stopping.signal.aborted) return;
    this.#options.onProblem(`mapping of ${this.#options.mapping().EventSourceArn}`, error);
  }

  async #listShards(): Promise<readonly Shard[]> {
    if (Date.now() - this.#listedAt > listEvery) {
      this.#shards = await this.#options.shards.list();
      this.#listedAt = Date.now();
    }
    return this.#shards;
  }

  async #readShard({ id }: Shard): Promise<boolean> {
    const { shards, mapping } = this.#options;
    const iterator = this.#iterators.get(id) ?? (await shards.iterator(id, this.#checkpoint(id)));
    const gathered = this.#gathered.get(id) ?? new GatheredBatch();
    const { Records, NextShardIterator } = await shards.records(iterator, gathered.room(mapping()));
    gathered.add(Records, this.#filter());
    const isDue = NextShardIterator === undefined || gathered.isDue(mapping());
    if (isDue) await this.#deliver(id, gathered);
    if (isDue) this.#gathered.delete(id);
    else this.#gathered.set(id, gathered);
    if (NextShardIterator === undefined) {
      this.#save(id, finished);
      this.#iterators.delete(id);
      this.#listedAt = 0;
      return true;
    }
    this.#iterators.set(id, NextShardIterator);
    return Records.length > 0;
  }

  async #deliver(shard: string, { wanted, last }: GatheredBatch): Promise<void> {
    const ports: BatchPorts = {
      mapping: this.#options.mapping,
      signal: this.#stopping.signal,
      invoke: (batch) => this.#invoke(batch),
      handled: ({ dynamodb }) => this.#save(shard, dynamodb.SequenceNumber),
      abandon: (batch, attempts) => this.#abandon(shard, batch, attempts),
    };
    await deliverBatch(wanted, ports);
    if (last !== undefined) this.#save(shard, last.dynamodb.SequenceNumber);
  }

  /** Tells whether the mapping, as it is now, wants a record. */
  #filter(): (record: StreamRecord) => boolean {
    const { mapping, source } = this.#options;
    const { Filters } = mapping().FilterCriteria;
    const patterns = Filters.map(({ Pattern }) => eventPattern(JSON.parse(Pattern)));
    if (patterns.length === 0) return () => true;

    return (record) => {
      const event = streamEventRecord(record, source);
      return patterns.some((matches) => matches(event));
    };
  }

  async #invoke(batch: readonly StreamRecord[]): Promise<Outcome> {
    const { functions, mapping, source } = this.#options;
    const { FunctionName, MaximumRecordAgeInSeconds: age } = mapping();
    const Records = batch.map((record) => streamEventRecord(record, source));
    const event = JSON.stringify({ Records });
    const oldest = batch[0]?.dynamodb.ApproximateCreationDateTime ?? 0;
    try {
      const outcome = await invokeWithRoom(() => functions.invoke(FunctionName, event), {
        until: (oldest + (age > 0 ? age : streamKeepsSeconds)) * 1000,
        signal: this.#stopping.signal,
      });
      return outcome ?? failed('TooManyRequestsException', 'Rate Exceeded.');
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return failed(error.code, error.message);
    }
  }

  async #abandon(shard: string, batch: readonly StreamRecord[], attempts: number): Promise<void> {
    const mapping = this.#options.mapping();
    const destination = mapping.DestinationConfig.OnFailure?.Destination;
    if (destination === undefined) return;
    const record = failureRecord({ mapping, shard, batch, attempts });
    await this.#options.sendToQueue(destination, JSON.stringify(record));
  }

  #checkpoint(shard: string): string | undefined {
    return this.#options.checkpoints.read(this.#options.mapping().UUID, shard);
  }

  #save(shard: string, sequence: string): void {
    this.#options.checkpoints.write(this.#options.mapping().UUID, shard, sequence);
  }
}

function failed(errorType: string, errorMessage: string): Outcome {
  return { ok: false, unhandled: false, failure: { errorType, errorMessage, trace: [] } };
}
