import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { createHandler, type Deps } from '../../../lambdas/health-check/handler.ts';

const result = { checked: 3, unhealthy: 1, torn_down: 0, failed: 0, finished: true };
const context = { getRemainingTimeInMillis: () => 240_000 } as Context;

function aHandler(sweep: Deps['sweep'] = async () => result) {
  const [looks, reports, consumers]: [unknown[], unknown[], number[]] = [[], [], []];
  const handler = createHandler({
    sweep: async (round) => {
      looks.push(round);
      return sweep(round);
    },
    keepConsumers: async (until) => {
      consumers.push(until);
      return 2;
    },
    clock: () => 1_000_000,
    report: (one) => reports.push(one),
  });

  return { handler, looks, reports, consumers };
}

it('sweeps its part for as long as there is time to end the last check, and reports', async () => {
  const { handler, looks, reports, consumers } = aHandler();

  await handler({ part: 1, of: 4 }, context);

  expect(looks).toEqual([{ part: { part: 1, of: 4 }, until: 1_205_000 }]);
  expect(reports).toEqual([result]);
  expect(consumers).toEqual([]);
});

it('looks at the consumers of all targets in the first part', async () => {
  const { handler, reports, consumers } = aHandler();

  await handler({ part: 0, of: 4 }, context);

  expect(consumers).toEqual([1_205_000]);
  expect(reports).toEqual([{ ...result, failed: 2 }]);
});

it.each([{}, { part: -1, of: 1 }, { part: 0 }])(
  'refuses %j, which names no part',
  async (event) => {
    const { handler, looks } = aHandler();

    await expect(handler(event, context)).rejects.toThrow();
    expect(looks).toEqual([]);
  },
);

it('fails when the round cannot go on, so that it is repeated', async () => {
  const { handler } = aHandler(() => Promise.reject(new Error('the table is gone')));

  await expect(handler({ part: 1, of: 2 }, context)).rejects.toThrow('the table is gone');
});
