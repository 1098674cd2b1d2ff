import { describe, expect, it, vi } from 'vitest';
import { Limiter } from '../../../local/hostaway/limiter.ts';
import type { Limits } from '../../../local/hostaway/simulator-options.ts';
import { mostInTrailingWindow } from '../../../local/oracle.ts';
import { aSimulator, ask, mint } from './caller.ts';

const call = { ip: '10.0.0.1', account_id: 1, is_token_call: false, is_booking: false };

function takenAtOnce(limits: Limits, over: Partial<typeof call> = {}, calls = 300) {
  const limiter = new Limiter(limits);
  const at = Array.from({ length: calls }, (_, i) => i / 1000);

  return at.filter((t) => limiter.charge({ ...call, ...over, at: t }) === undefined).length;
}

describe('the limits', () => {
  it.each<{ limits: Limits; taken: number }>([
    { limits: 'current', taken: 200 },
    { limits: 'legacy', taken: 15 },
    { limits: 'none', taken: 300 },
    { limits: { max_requests: 7, window_ms: 1000 }, taken: 7 },
    { limits: { account: null, ip: { max_requests: 3, window_ms: 1000 } }, taken: 3 },
  ])('$limits take $taken calls at once', ({ limits, taken }) => {
    expect(takenAtOnce(limits)).toBe(taken);
  });

  it('are those of the account where its calls come from many addresses', () => {
    const limiter = new Limiter('legacy');
    const replies = Array.from({ length: 30 }, (_, i) =>
      limiter.charge({ ...call, ip: `10.0.0.${i}`, at: i }),
    );

    expect(replies.filter((reply) => reply === undefined)).toHaveLength(20);
    expect(replies.at(-1)?.headers).toMatchObject({ 'X-RateLimit-Applied': 'account' });
  });

  it('count reservations that are made by themselves', () => {
    const limiter = new Limiter('legacy');
    const charge = (is_booking: boolean) =>
      Array.from({ length: 300 }, () => limiter.charge({ ...call, is_booking, at: 0 }));
    const booked = charge(true);

    expect(booked.filter((reply) => reply === undefined)).toHaveLength(200);
    expect(booked.at(-1)?.headers).toMatchObject({ 'X-RateLimit-Applied': 'endpoint' });
    expect(charge(false).filter((reply) => reply === undefined)).toHaveLength(15);
  });

  it('slide: a place is free when the call that took it is a window old, not before', () => {
    const limiter = new Limiter({ max_requests: 2, window_ms: 1000 });
    const taken = [0, 900, 999, 1000, 1001, 1899, 1900, 2000].filter(
      (at) => limiter.charge({ ...call, at }) === undefined,
    );

    expect(taken).toEqual([0, 900, 1000, 1900, 2000]);
    expect(mostInTrailingWindow(taken, 1000)).toBe(2);
  });

  it('count a refused call nowhere, and an address before its account is known', () => {
    const limiter = new Limiter('legacy');
    for (let at = 0; at < 15; at += 1) limiter.charge({ ...call, account_id: null, at });

    expect(limiter.charge({ ...call, at: 20 })?.status).toBe(429);
    expect(limiter.charge({ ...call, ip: '10.0.0.2', at: 21 })).toBeUndefined();
  });

  it('count calls that come late, such as those with a slow body, where they belong', () => {
    const limiter = new Limiter({ max_requests: 2, window_ms: 1000 });
    const taken = [0, 1000, 1500, 999].filter(
      (at) => limiter.charge({ ...call, at }) === undefined,
    );

    expect(mostInTrailingWindow(taken, 1000)).toBeLessThanOrEqual(2);
  });
});

describe('a 429', () => {
  it('says in Unix seconds when to come again, and only a 429 has these headers', async () => {
    const simulator = await aSimulator({ limits: { max_requests: 1, window_ms: 1500 } });

    const first = await ask(simulator, 'GET /v1/listings');
    const second = await ask(simulator, 'GET /v1/listings');

    expect([...first.headers.keys()].filter((name) => /ratelimit|retry/.test(name))).toEqual([]);
    expect(second.status).toBe(429);
    expect(second.body).toEqual({ status: 'fail', message: expect.any(String) });
    expect(second.headers.get('retry-after')).toBeNull();
    expect(second.headers.get('x-ratelimit-limit')).toBe('1');
    expect(second.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(second.headers.get('x-ratelimit-applied')).toBe('account');
    const freeAt = (simulator.calls()[0]?.at ?? 0) + 1500;
    expect(second.headers.get('x-ratelimit-retry-after')).toBe(String(Math.ceil(freeAt / 1000)));
  });

  it('is over when the window has passed', async () => {
    const simulator = await aSimulator({ limits: { max_requests: 1, window_ms: 100 } });
    await ask(simulator, 'GET /v1/listings');

    await vi.waitFor(async () => {
      expect((await ask(simulator, 'GET /v1/listings')).status).toBe(200);
    });
    const taken = simulator.calls().filter(({ status }) => status === 200);
    expect(
      mostInTrailingWindow(
        taken.map(({ at }) => at),
        100,
      ),
    ).toBe(1);
  });

  it('meets token calls too where the receiver is strict', async () => {
    const strict = await aSimulator({ limits: { max_requests: 1, window_ms: 10_000 } });
    const lenient = await aSimulator({
      limits: { account: { max_requests: 1, window_ms: 10_000 }, ip: null },
    });

    for (const simulator of [strict, lenient]) await mint(simulator);

    expect((await ask(strict, 'GET /v1/listings')).status).toBe(429);
    expect((await ask(lenient, 'GET /v1/listings')).status).toBe(200);
  });

  it('keeps to other limits once they are switched', async () => {
    const simulator = await aSimulator({ limits: { max_requests: 1, window_ms: 10_000 } });
    await ask(simulator, 'GET /v1/listings');
    simulator.control.setLimits('none');

    expect((await ask(simulator, 'GET /v1/listings')).status).toBe(200);
  });
});
