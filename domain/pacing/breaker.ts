import type { CallOutcome } from '../channel/channel.ts';
import type { Clock } from '../common/time.ts';

/** So many calls in a row without a clear answer are an outage of the channel, not trouble of one listing. */
const failuresToOpen = 5;
const firstBlockMs = 15_000;
const longestBlockMs = 300_000;

interface State {
  failures: number;
  /** How often it has opened since the last clear answer; each time for twice as long. */
  openings: number;
}

/**
 * Circuit breakers, one per target, in this worker's memory. Open means that the target is blocked, so that its jobs wait instead of
 * using up their retries; after the block one cheap read (half-open) decides.
 */
export class Breakers {
  readonly #states = new Map<string, State>();
  /** When each target last answered (epoch ms). */
  readonly #answers = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a call's outcome. When that opens the breaker: until when (epoch ms). */
  count(targetId: string, outcome: CallOutcome): number | undefined {
    if (outcome.kind === 'rate_limited') return undefined;
    if (outcome.kind !== 'unclear') {
      this.#states.delete(targetId);
      this.answered(targetId);
      return undefined;
    }
    this.#answers.delete(targetId);
    const state = this.#states.get(targetId) ?? { failures: 0, openings: 0 };
    this.#states.set(targetId, state);
    state.failures += 1;

    return state.failures >= failuresToOpen ? this.#open(state) : undefined;
  }

  /** The channel has given a clear answer, if only to a read, which closes no breaker that failing writes are opening. */
  answered(targetId: string): void {
    this.#answers.set(targetId, this.#clock());
  }

  /** Whether it has done so since a moment (epoch ms), and has been silent never since. */
  answeredSince(targetId: string, moment: number): boolean {
    return (this.#answers.get(targetId) ?? Number.NEGATIVE_INFINITY) >= moment;
  }

  /** The probe after a block failed as well. Until when to block again (epoch ms). */
  reopen(targetId: string): number {
    const state = this.#states.get(targetId) ?? { failures: 0, openings: 0 };
    this.#states.set(targetId, state);

    return this.#open(state);
  }

  #open(state: State): number {
    const blockMs = Math.min(longestBlockMs, firstBlockMs * 2 ** state.openings);
    state.failures = 0;
    state.openings += 1;

    return this.#clock() + blockMs;
  }
}
