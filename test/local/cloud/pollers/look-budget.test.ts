import { describe, expect, it } from 'vitest';
import { LookBudget } from '../../../../local/cloud/pollers/look-budget.ts';

describe('looks at a stream', () => {
  it('are made at once where there are few', () => {
    let now = 0;
    const budget = new LookBudget({ burst: 3, per_second: 10 }, () => now);

    expect([budget.take(), budget.take(), budget.take()]).toEqual([0, 0, 0]);
    now = 1_000;
    expect(budget.take()).toBe(0);
  });

  it('follow each other at an even pace where there are many', () => {
    let now = 0;
    const budget = new LookBudget({ burst: 3, per_second: 10 }, () => now);
    const made: number[] = [];
    while (now < 10_000) {
      now += budget.take();
      made.push(now);
    }

    expect(made.length).toBeLessThanOrEqual(3 + 10 * 10 + 1);
    expect(made.length).toBeGreaterThanOrEqual(100);
    const gaps = made.slice(4).map((time, index) => time - (made[index + 3] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(101);
  });

  it('are not saved up for longer than the burst', () => {
    let now = 0;
    const budget = new LookBudget({ burst: 2, per_second: 10 }, () => now);
    now = 60_000;

    expect([budget.take(), budget.take()]).toEqual([0, 0]);
    expect(budget.take()).toBeCloseTo(100);
  });
});
