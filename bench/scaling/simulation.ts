import { emptyLog, reserve, type WindowPolicy, windowPolicy } from '../../domain/pacing/window.ts';
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
/** The worker's: how far ahead it reserves, and how soon before a start comes free it looks again (ms). */
const [horizonMs, nearMs] = [6_000, 2_000];
/** Assumed: reading a batch and reserving; a call with its two transactions; a throttled poller's next try (ms). */
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
    agenda.after(overheadMs, () => this.#send({ left: batch, began, last: began }));
  }

  /** As the worker does: reserves some seconds ahead, again and again; what it cannot wait for goes back for whole seconds. */
  #send({ left, began, last }: { left: number; began: number; last: number }): void {
    const { agenda, policy, scenario } = this.#world;
    const now = agenda.now;
    const deadline = began + scenario.patience_ms;
    const until = Math.min(deadline, now + horizonMs);
    const asked = { policy, now, count: left, kind: 'live', until } as const;
    const { starts, next, log } = reserve(this.#log, asked);
    this.#log = log;
    this.starts.push(...starts);
    const lastStart = starts.at(-1) ?? last;
    const still = left - starts.length;
    const free = next ?? now;
    if (still > 0 && free <= deadline) {
      const again = { left: still, began, last: lastStart };
      agenda.after(Math.max(overheadMs, free - nearMs - now), () => this.#send(again));
      return;
    }
    if (still > 0) this.#giveBack(still, free - now);
    agenda.after(Math.max(0, lastStart - now) + callMs, () => this.#end(began));
  }

  #giveBack(jobs: number, ms: number): void {
    this.#world.agenda.after(Math.ceil(ms / 1000) * 1000, () => {
      this.#visible += jobs;
      this.poll();
    });
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
