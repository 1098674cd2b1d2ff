import { describe, expect, it } from 'vitest';
import { emptyLog, reserve, windowPolicy, withEnds } from '../../../domain/pacing/window.ts';

describe('the log', () => {
  const now = 1_000_000;
  const policy = windowPolicy({ max_requests: 4, window_seconds: 10 });
  const ask = { policy, now, count: 1, kind: 'live' as const, until: now + 1_500 };
  const full = reserve(emptyLog, { ...ask, count: 4 }).log;

  it('tells of a plain call only when it starts', () => {
    expect(reserve(emptyLog, ask).log.reserved).toEqual([{ t: now }]);
  });

  it('is in the order of the starts, also when a live call gets one before replays', () => {
    const replays = reserve(emptyLog, { ...ask, kind: 'replay', count: 3, from: now + 1_000 });

    const { log, starts } = reserve(replays.log, ask);

    expect(starts).toEqual([now]);
    expect(log.reserved.map(({ t }) => t)).toEqual([now, ...replays.starts]);
  });

  it('gives a start at the last moment that was asked for, and none after it', () => {
    const from = now + 400;

    expect(reserve(emptyLog, { ...ask, from, until: from }).starts).toEqual([from]);
    expect(reserve(emptyLog, { ...ask, from, until: from - 1 }).starts).toEqual([]);
  });

  it('has changed when a start was given', () => {
    expect(reserve(emptyLog, ask).changed).toBe(true);
  });

  it('has not changed when none was, and nobody was told a place', () => {
    expect(full.reserved).toHaveLength(4);
    expect(reserve(full, ask)).toMatchObject({ starts: [], changed: false });
  });

  it.each([
    ['for the first time', { queues: true }],
    ['in vain', { queues: true, returning: 1 }],
  ])('has changed when one who came %s was told a place', (_when, rest) => {
    expect(reserve(full, { ...ask, ...rest })).toMatchObject({ starts: [], changed: true });
  });

  it('is the same when nothing has ended', () => {
    expect(withEnds(full, [])).toBe(full);
  });

  it('forgets a call as soon as no limit counts it', () => {
    const counted = policy.margin_ms + 10_000;
    const later = (ms: number) => reserve(full, { ...ask, now: now + ms, until: 0 }).log.reserved;

    expect(later(counted - 1)[0]).toEqual({ t: now });
    expect(later(counted)[0]).not.toEqual({ t: now });
  });
});
