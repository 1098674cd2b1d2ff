import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AwsError } from '../../../../local/cloud/common/aws-call.ts';
import { invokeWithRoom } from '../../../../local/cloud/lambda/invoke-with-room.ts';
import type { Outcome } from '../../../../local/cloud/lambda/lambda-environment.ts';

const done: Outcome = { ok: true, payload: 'null' };
let tries: number[];
let room: number;
let start: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  tries = [];
  room = Number.POSITIVE_INFINITY;
  start = Date.now();
});
afterEach(() => vi.useRealTimers());

async function invoke(): Promise<Outcome> {
  tries.push(Date.now() - start);
  if (Date.now() - start >= room) return done;
  throw new AwsError('TooManyRequestsException', 'Rate Exceeded.');
}

const signal = () => new AbortController().signal;
const pause = async (milliseconds: number) => {
  vi.setSystemTime(Date.now() + milliseconds);
  return true;
};

it('tries in growing pauses until there is room', async () => {
  room = 20_000;

  const patience = { until: start + 120_000, signal: signal(), pause };

  expect(await invokeWithRoom(invoke, patience)).toBe(done);
  const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
  for (const [index, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThanOrEqual(Math.min(5_000, 50 * 2 ** index) - 1);
    expect(pause).toBeLessThanOrEqual(Math.min(10_000, 100 * 2 ** index) + 1);
  }
});

it('ends before its time is over', async () => {
  const patience = { until: start + 3_000, signal: signal(), pause };

  expect(await invokeWithRoom(invoke, patience)).toBeUndefined();
  expect(Math.max(...tries)).toBeLessThan(3_000);
});

it('ends when nobody wants it any more', async () => {
  let wanted = true;
  const outcome = invokeWithRoom(invoke, {
    until: start + 120_000,
    mayTry: () => wanted,
    ...{ signal: signal(), pause },
  });
  wanted = false;

  expect(await outcome).toBeUndefined();
  expect(tries).toHaveLength(1);
});

it('ends at once when it is stopped', async () => {
  const stopping = new AbortController();
  const outcome = invokeWithRoom(invoke, { until: start + 120_000, signal: stopping.signal });
  stopping.abort();

  expect(await outcome).toBeUndefined();
});

it('passes on every other refusal', async () => {
  const refused = new AwsError('ResourceNotFoundException', 'gone');

  await expect(
    invokeWithRoom(() => Promise.reject(refused), { until: start + 1_000, signal: signal() }),
  ).rejects.toBe(refused);
});
