import { describe, expect, it } from 'vitest';
import { emptyLog, reserve, windowPolicy } from '../../../domain/pacing/window.ts';

describe('the targets that share a window', () => {
  const now = 1_000_000;
  const policy = windowPolicy({ max_requests: 4, window_seconds: 10 });
  const sharer = (id: string) => ({ org_id: 'org', account_id: 'account', id });
  const ask = { policy, now, count: 1, kind: 'live' as const, until: 0 };
  const first = reserve(emptyLog, { ...ask, sharer: sharer('one') }).log;

  it('are noted when they ask, again after four minutes, and no more ten minutes after they asked last', () => {
    expect(first.sharers).toEqual([
      { target: sharer('one'), limits: policy.limits, until: now + 600_000 },
    ]);
    const again = (ms: number) =>
      reserve(first, { ...ask, now: now + ms, sharer: sharer('one') }).changed;
    expect([again(1), again(240_000), again(240_001)]).toEqual([false, false, true]);
    const left = (ms: number) => reserve(first, { ...ask, now: now + ms }).log.sharers.length;
    expect([left(599_999), left(600_000)]).toEqual([1, 0]);
  });

  it('are no news when another asks that does not share', () => {
    expect(reserve(first, ask).changed).toBe(false);
  });

  it('are fifty at most, those who asked last', () => {
    let log = emptyLog;
    for (let i = 0; i < 60; i += 1) log = reserve(log, { ...ask, sharer: sharer(`${i}`) }).log;

    expect(log.sharers.map(({ target }) => target.id)).toEqual(
      Array.from({ length: 50 }, (_, i) => `${i + 10}`),
    );
  });
});
