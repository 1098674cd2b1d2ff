import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { createHandler } from '../../../lambdas/health-check/handler.ts';

const result = { checked: 3, unhealthy: 1, torn_down: 0, failed: 0, finished: true };
const context = { getRemainingTimeInMillis: () => 240_000 } as Context;

it('sweeps for as long as there is time to end the last check, and reports', async () => {
  const untils: number[] = [];
  const reports: unknown[] = [];
  const handler = createHandler({
    sweep: async (until) => {
      untils.push(until);
      return result;
    },
    clock: () => 1_000_000,
    report: (one) => reports.push(one),
  });

  await handler({}, context);

  expect(untils).toEqual([1_205_000]);
  expect(reports).toEqual([result]);
});

it('fails when the round cannot go on, so that it is repeated', async () => {
  const handler = createHandler({
    sweep: () => Promise.reject(new Error('the table is gone')),
    clock: () => 0,
    report: () => {},
  });

  await expect(handler({}, context)).rejects.toThrow('the table is gone');
});
