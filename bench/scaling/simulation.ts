import { emptyLog, reserve, type WindowPolicy, windowPolicy } from '../../domain/sync/window.ts';
import { mostInTrailingWindow } from '../../local/oracle.ts';
import { Agenda } from './agenda.ts';

export interface Scenario {
  readonly targets: number;
  /** Changed listings of each target, all at once. */
  readonly listings: number;
  readonly shards: number;
  /** Invocations that a shard may run at once. */
  readonly shard_concurrency: number;
  /** How long an invocation waits for the starts it reserves. */
  readonly patience_ms: number;
}

export interface Outcome {
  readonly calls: number;
  /** From the change to the last call. */
  readonly drained_s: number;
  /** What the limit alone would allow. */
  readonly ideal_s: number;
  readonly most_at_once: number;
  /** Batches that found their shard full and tried again later. */
  readonly throttled: number;
  /** Time that functions ran, for each call. */
  readonly billed_s_per_call: number;
  /** Most calls of one target in any trailing window. */
  readonly most_in_window: number;
}

const limit = { max_requests: 12, window_seconds: 10 };
/** MaximumConcurrency of a target's event source mapping, and its batch. */
const [pollers, batchSize] = [2, 10];
/** Assumed: reading a batch and reserving; a call with its two transactions; a throttled poller's next try. */
const [overheadMs, callMs, throttledMs] = [100, 400, 2_000];

interface Shard {
  running: number;
}

class Target {
  readonly starts: number[] = [];
  #log = emptyLog;
  #visible: number;
  #pollers = pollers;
  readonly #world: World;
  readonly #shard: Shard;

  constructor(world: World, shard: Shard, listings: number) {
    this.#world = world;
    this.#shard = shard;
    this.#visible = listings;
  }

  /** Each free poller takes a batch. */
  poll(): void {
    while (this.#pollers > 0 && this.#visible > 0) {
      const batch = Math.min(batchSize, this.#visible);
      this.#visible -= batch;
      this.#pollers -= 1;
      this.#invoke(batch);
    }
  }

  #invoke(batch: number): void {
    const { agenda, scenario } = this.#world;
    if (this.#shard.running >= scenario.shard_concurrency) {
      this.#world.throttled += 1;
      agenda.after(throttledMs, () => this.#invoke(batch));
      return;
    }
    this.#shard.running += 1;
    this.#world.running(1);
    const began = agenda.now;
    agenda.after(overheadMs, () => this.#send(batch, began));
  }

  /** As the worker does: one reservation, calls at their times, what found no start goes back for whole seconds. */
  #send(batch: number, began: number): void {
    const { agenda, policy, scenario } = this.#world;
    const now = agenda.now;
    const until = began + scenario.patience_ms;
    const { starts, next, log } = reserve(this.#log, {
      policy,
      now,
      count: batch,
      kind: 'live',
      until,
    });
    this.#log = log;
    this.starts.push(...starts);
    const left = batch - starts.length;
    if (left > 0) {
      agenda.after(Math.ceil(((next ?? now) - now) / 1000) * 1000, () => {
        this.#visible += left;
        this.poll();
      });
    }
    agenda.after((starts.at(-1) ?? now) - now + callMs, () => this.#end(began));
  }

  #end(began: number): void {
    this.#shard.running -= 1;
    this.#world.running(-1);
    this.#world.billed_ms += this.#world.agenda.now - began;
    this.#pollers += 1;
    this.poll();
  }
}

class World {
  readonly agenda = new Agenda();
  readonly policy: WindowPolicy = windowPolicy(limit);
  readonly scenario: Scenario;
  throttled = 0;
  billed_ms = 0;
  most_at_once = 0;
  #running = 0;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
  }

  running(change: number): void {
    this.#running += change;
    this.most_at_once = Math.max(this.most_at_once, this.#running);
  }
}

/**
 * Every listing of every target changes at the same moment; plays what pollers, workers and windows make of it. The
 * windows are the real ones (`reserve`), time is not.
 */
export function simulate(scenario: Scenario): Outcome {
  const world = new World(scenario);
  const shards = Array.from({ length: scenario.shards }, (): Shard => ({ running: 0 }));
  const targets = Array.from({ length: scenario.targets }, (_, index) => {
    const shard = shards[index % shards.length] ?? { running: 0 };
    return new Target(world, shard, scenario.listings);
  });
  for (const target of targets) target.poll();
  world.agenda.run();

  const starts = targets.flatMap((target) => target.starts);
  const windows = Math.floor((scenario.listings - 1) / limit.max_requests);

  return {
    calls: starts.length,
    drained_s: starts.reduce((last, start) => Math.max(last, start), 0) / 1000,
    ideal_s: windows * limit.window_seconds,
    most_at_once: world.most_at_once,
    throttled: world.throttled,
    billed_s_per_call: world.billed_ms / 1000 / starts.length,
    most_in_window: targets.reduce(
      (most, { starts: own }) =>
        Math.max(most, mostInTrailingWindow(own, limit.window_seconds * 1000)),
      0,
    ),
  };
}
