import { describe, expect, it } from 'vitest';
import { billOf, totalOf } from '../../bench/cost/bill.ts';
import { readOptions } from '../../bench/options.ts';
import { quantile } from '../../bench/report/statistics.ts';
import { table } from '../../bench/report/table.ts';

describe('quantile', () => {
  it.each([
    { share: 0.5, expected: 3 },
    { share: 0.95, expected: 5 },
    { share: 0.2, expected: 1 },
    { share: 0, expected: 1 },
  ])('$share of 1 to 5 is $expected', ({ share, expected }) => {
    expect(quantile([5, 3, 1, 2, 4], share)).toBe(expected);
  });
});

describe('bill', () => {
  it('comes to what a million updates cost, each line by its own price', () => {
    const lines = billOf({
      updates: 10,
      requests: [{ principal: 'x', service: 'sqs', action: 'SendMessageBatch', count: 20 }],
      usage: [
        {
          principal: 'x',
          action: 'PutItem',
          table: 'audit',
          reads: 0,
          writes: 40,
          index_writes: 10,
        },
      ],
      invocations: [],
    });
    const usd = Object.fromEntries(
      lines.map(({ what, usd_per_million }) => [what, usd_per_million]),
    );

    expect(usd['DynamoDB writes']).toBeCloseTo(4 * 0.625);
    expect(usd['SQS FIFO']).toBeCloseTo(2 * 0.5);
    // Stage prod announces failures only.
    expect(usd.EventBridge).toBe(0);
    expect(totalOf(lines)).toBeCloseTo(2.5 + 1);
  });
});

describe('table', () => {
  it('says yes, no, or that there is nothing to judge', () => {
    const row = { what: 'speed', must: '< 1', measured: '0.5', compared: '-' };
    const text = table([true, false, null].map((passed) => ({ ...row, passed })));

    expect(text.match(/\| (yes|NO|-) +\|$/gm)).toHaveLength(3);
  });
});

describe('options', () => {
  it('are a full run unless told otherwise', () => {
    expect(readOptions([])).toMatchObject({ quick: false, calls: 1_000 });
    expect(readOptions(['--quick', '--only', 'limiter,many-targets'])).toMatchObject({
      calls: 200,
      only: ['limiter', 'many-targets'],
    });
  });

  it('that make no sense are refused', () => {
    expect(() => readOptions(['--only', 'everything'])).toThrow();
    expect(() => readOptions(['--calls', 'many'])).toThrow();
  });
});
