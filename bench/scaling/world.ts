import { Agenda } from './agenda.ts';
import type { Scenario } from './scenario.ts';

/** Simulated time, and what was counted while it passed. */
export class World {
  readonly agenda = new Agenda();
  readonly scenario: Scenario;
  throttled = 0;
  parked = 0;
  billed_ms = 0;
  most_at_once = 0;
  #running = 0;
  #drawn = 0;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
  }

  /** Evenly spread over 0 to 1, and the same in each run. */
  readonly random = (): number => {
    this.#drawn += 1;

    return (this.#drawn * 0.618_033_988_749_895) % 1;
  };

  running(change: number): void {
    this.#running += change;
    this.most_at_once = Math.max(this.most_at_once, this.#running);
  }
}
