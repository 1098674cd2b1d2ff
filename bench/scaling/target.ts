import { Account } from './account.ts';
import { behaviours } from './manners.ts';
import { Run } from './run.ts';
import type { Shard } from './shard.ts';
import type { World } from './world.ts';

/** MaximumConcurrency of a target's event source mapping, its batch, and for how long its queue hides what was received (ms). */
const [pollers, batchSize, visibilityMs] = [2, 10, 120_000];
/** The listing of a message that has left the queue is due soon after, and a sweeper brings it back (ms). */
const [parkMs, sweepEveryMs] = [10_000, 60_000];
/** Assumed: Lambda tries a batch again, for which there was no room, after pauses that grow from one to the other (ms). */
const [firstPauseMs, lastPauseMs] = [100, 10_000];
/** Assumed: reading a batch and reserving (ms). */
const overheadMs = 100;

interface Message {
  readonly receives: number;
}

interface Batch {
  readonly messages: readonly Message[];
  /** When they are visible again, whatever has become of the batch (simulated ms). */
  readonly until: number;
}

/** A target's queue and its pollers. */
export class Target {
  readonly account = new Account();
  #visible: Message[];
  #free = pollers;
  readonly #world: World;
  readonly #shard: Shard;

  constructor(world: World, shard: Shard) {
    this.#world = world;
    this.#shard = shard;
    this.#visible = Array.from({ length: world.scenario.listings }, () => ({ receives: 0 }));
  }

  /** Each free poller takes a batch. */
  poll(): void {
    while (this.#free > 0 && this.#visible.length > 0) {
      const messages = this.#visible
        .splice(0, batchSize)
        .map(({ receives }) => ({ receives: receives + 1 }))
        // Who has come at a place is served first.
        .toSorted((a, b) => b.receives - a.receives);
      this.#free -= 1;
      this.#invoke({ messages, until: this.#world.agenda.now + visibilityMs }, firstPauseMs);
    }
  }

  #invoke(batch: Batch, pauseMs: number): void {
    const { agenda } = this.#world;
    const environment = this.#shard.enter();
    if (environment === undefined) {
      this.#tryLater(batch, pauseMs);
      return;
    }
    this.#world.running(1);
    const began = agenda.now;
    const ended = (hidden: readonly number[]) => {
      this.#shard.leave(environment);
      this.#world.running(-1);
      this.#world.billed_ms += agenda.now - began;
      for (const [index, ms] of hidden.entries()) this.#giveBack(batch.messages[index], ms);
      this.#done();
    };
    const { account } = this;
    const jobs = batch.messages.length;
    const returning = batch.messages.filter(({ receives }) => receives > 1).length;
    const parts = { world: this.#world, account, environment, jobs, returning, ended };
    agenda.after(overheadMs, () => {
      behaviours[this.#world.scenario.manner].work(new Run(parts));
    });
  }

  /** The poller holds its batch meanwhile, as long as its messages are hidden. */
  #tryLater(batch: Batch, pauseMs: number): void {
    const { agenda, random } = this.#world;
    this.#world.throttled += 1;
    const ms = pauseMs * (0.5 + random() / 2);
    const left = batch.until - agenda.now;
    if (ms < left) {
      agenda.after(ms, () => this.#invoke(batch, Math.min(lastPauseMs, 2 * pauseMs)));
      return;
    }
    for (const message of batch.messages) this.#showAfter(left, message);
    this.#done();
  }

  #giveBack(message: Message | undefined, ms: number): void {
    if (message === undefined) return;
    if (message.receives < behaviours[this.#world.scenario.manner].most_receives) {
      this.#showAfter(ms, message);
      return;
    }
    this.#world.parked += 1;
    const due = this.#world.agenda.now + Math.min(ms, parkMs);
    const swept = Math.ceil(due / sweepEveryMs) * sweepEveryMs;
    this.#showAfter(swept - this.#world.agenda.now, { receives: 0 });
  }

  #showAfter(ms: number, message: Message): void {
    this.#world.agenda.after(ms, () => {
      this.#visible.push(message);
      this.poll();
    });
  }

  #done(): void {
    this.#free += 1;
    this.poll();
  }
}
