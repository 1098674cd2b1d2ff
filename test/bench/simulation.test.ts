import { describe, expect, it } from 'vitest';
import { Agenda } from '../../bench/scaling/agenda.ts';
import type { Scenario } from '../../bench/scaling/scenario.ts';
import { simulate } from '../../bench/scaling/simulation.ts';

const scenario: Scenario = {
  targets: 8,
  listings: 97,
  shards: 2,
  shard_concurrency: 8,
  manner: 'takes-places',
};

describe('simulated drain of many targets', () => {
  it('makes one call for each listing and never more than the limit allows', () => {
    const outcome = simulate(scenario);

    expect(outcome.calls).toBe(8 * 97);
    expect(outcome.most_in_window).toBe(12);
    expect(outcome.throttled).toBe(0);
    expect(outcome.drained_s).toBeGreaterThanOrEqual(outcome.ideal_s);
    expect(outcome.drained_99_s).toBeLessThan(1.5 * outcome.ideal_s);
  });

  it('takes longer with fewer workers than its targets need, and says that they were throttled', () => {
    const full = simulate({ ...scenario, targets: 40 });
    const scarce = simulate({ ...scenario, targets: 40, shard_concurrency: 2 });

    expect(scarce.most_at_once).toBe(4);
    expect(scarce.throttled).toBeGreaterThan(full.throttled);
    expect(scarce.drained_99_s).toBeGreaterThan(1.5 * full.drained_99_s);
    expect(scarce.most_in_window).toBe(12);
    expect(scarce.calls).toBe(40 * 97);
  });

  it('runs functions for less time than when they waited for their turns, and bears a lack of them better', () => {
    const before = simulate({ ...scenario, manner: 'waits', targets: 40 });
    const now = simulate({ ...scenario, targets: 40 });

    expect(now.billed_s_per_call).toBeLessThan(0.7 * before.billed_s_per_call);
    expect(now.drained_s).toBeLessThan(before.drained_s);
    expect(now.calls).toBe(before.calls);
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
