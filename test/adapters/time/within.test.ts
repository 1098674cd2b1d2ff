import { expect, it } from 'vitest';
import { within } from '../../../adapters/time/within.ts';
import { DeadlineError } from '../../../domain/common/errors.ts';

it('gives what the work comes to, be it good or bad', async () => {
  expect(await within(Promise.resolve('done'), 1_000)).toBe('done');
  await expect(within(Promise.reject(new RangeError('bad')), 1_000)).rejects.toThrow(RangeError);
});

it('gives up on work that takes too long', async () => {
  await expect(within(new Promise(() => {}), 5)).rejects.toThrow(DeadlineError);
});
