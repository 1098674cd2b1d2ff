import { describe, expect, it } from 'vitest';
import { Agenda } from '../../bench/scaling/agenda.ts';
import { type Scenario, simulate } from '../../bench/scaling/simulation.ts';

const scenario: Scenario = {
  targets: 8,
  listings: 97,
  shards: 2,
  shard_concurrency: 8,
  patience_ms: 20_000,
};

describe('simulated drain of many targets', () => {
  it('makes one call for each listing, never over the limit, hardly later than the limit demands', () => {
    const outcome = simulate(scenario);

    expect(outcome.calls).toBe(8 * 97);
    expect(outcome.most_in_window).toBe(12);
    expect(outcome.throttled).toBe(0);
    expect(outcome.drained_s).toBeGreaterThanOrEqual(outcome.ideal_s);
    expect(outcome.drained_s).toBeLessThan(1.1 * outcome.ideal_s);
  });

  it('takes longer with fewer workers than its targets need, and says that they were throttled', () => {
    const outcome = simulate({ ...scenario, shard_concurrency: 2 });

    expect(outcome.most_at_once).toBe(4);
    expect(outcome.throttled).toBeGreaterThan(0);
    expect(outcome.drained_s).toBeGreaterThan(1.8 * outcome.ideal_s);
    expect(outcome.most_in_window).toBe(12);
  });

  it('runs functions for less time when they wait for fewer starts', () => {
    const patient = simulate(scenario);
    const hasty = simulate({ ...scenario, patience_ms: 4_000 });

    expect(hasty.billed_s_per_call).toBeLessThan(0.7 * patient.billed_s_per_call);
    expect(hasty.calls).toBe(patient.calls);
  });
});

describe('agenda', () => {
  it('plays what was entered in the order of time, and of entry where times are equal', () => {
    const agenda = new Agenda();
    const played: string[] = [];
    for (const [ms, name] of [
      [30, 'c'],
      [10, 'a'],
      [30, 'd'],
      [20, 'b'],
    ] as const) {
      agenda.after(ms, () => played.push(`${name} ${agenda.now}`));
    }
    agenda.run();

    expect(played).toEqual(['a 10', 'b 20', 'c 30', 'd 30']);
  });
});
