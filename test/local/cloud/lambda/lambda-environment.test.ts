import { expect, it } from 'vitest';
import { initLimitOf } from '../../../../local/cloud/lambda/lambda-environment.ts';

it.each([
  { timeoutMs: 29_000, allowed: 29_000 },
  { timeoutMs: 3_000, allowed: 10_000 },
])(
  'a function that may run for $timeoutMs ms may take $allowed ms to start',
  ({ timeoutMs, allowed }) => {
    expect(initLimitOf(timeoutMs)).toBe(allowed);
  },
);
