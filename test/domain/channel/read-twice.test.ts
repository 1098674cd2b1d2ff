import { describe, expect, it } from 'vitest';
import { ChannelCallError } from '../../../domain/channel/channel.ts';
import { readTwice } from '../../../domain/channel/read-twice.ts';
import { anOutcome, failing } from '../../fakes/replace-calls.ts';

/** Reads that fail so often; tells what was done. */
async function read(failure: () => Promise<never>, { times = 1, renews = true } = {}) {
  const done: string[] = [];
  const result = await readTwice(
    () => (done.push('read') > times * 2 - 1 ? Promise.resolve('read at last') : failure()),
    async () => done.push('renew') > 0 && renews,
  ).catch((error: unknown) => error);
  return { done, result };
}

describe('readTwice', () => {
  it('renews refused credentials and reads once more', async () => {
    expect(await read(failing('unauthorized'))).toEqual({
      done: ['read', 'renew', 'read'],
      result: 'read at last',
    });
  });

  it('does not read again without other credentials', async () => {
    const { done, result } = await read(failing('unauthorized'), { renews: false });
    expect(done).toEqual(['read', 'renew']);
    expect(result).toBeInstanceOf(ChannelCallError);
  });

  it('reads no third time', async () => {
    const { done } = await read(failing('unauthorized'), { times: 9 });
    expect(done).toEqual(['read', 'renew', 'read']);
  });

  it.each(['unclear', 'rate_limited'] as const)(
    'renews nothing for an answer that is %s',
    async (kind) => {
      const { done, result } = await read(failing(kind));
      expect(done).toEqual(['read']);
      expect(result).toMatchObject({ outcome: anOutcome(kind) });
    },
  );

  it('renews nothing when something else breaks', async () => {
    const { done } = await read(() => Promise.reject(new TypeError('on purpose')));
    expect(done).toEqual(['read']);
  });
});
