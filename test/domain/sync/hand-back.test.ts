import { beforeEach, describe, expect, it } from 'vitest';
import { toTimestamp } from '../../../domain/common/time.ts';
import { anOpenAttempt } from '../../builders/open-attempt.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

/** One call in ten seconds, and others have just had it. */
function fullWindow(): void {
  const rate_limit_config = { max_requests: 1, window_seconds: 10 };
  world.store.target = { ...world.store.target, rate_limit_config };
  world.reserved(1, 'live');
}

describe('a job that finds no start', () => {
  beforeEach(() => {
    world.link();
    fullWindow();
  });

  it('is hidden until right before its place, for whole seconds', async () => {
    world.now += 300;

    expect(await world.pass()).toEqual({ id: 'm-1', done: false, retry_in_ms: 11_000 });
    expect(world.channel.calls).toEqual([]);
  });

  it('stays in the queue, however often others were served first', async () => {
    expect(await world.pass(8)).toMatchObject({ done: false });
    expect(await world.pass(49)).toMatchObject({ done: false });
    expect(world.store.parked).toEqual([]);
  });

  it('leaves the queue in the end, and says what it waits for', async () => {
    expect(await world.pass(50)).toMatchObject({ done: true });
    expect(world.store.parked).toMatchObject([
      { why: expect.stringMatching(/^waiting for its turn/) },
    ]);
  });

  it('comes behind those that were told a place before, unless it has come at its own', async () => {
    const hiddenFor = async (receives: number) => {
      const result = await world.pass(receives);
      return result?.done === false ? result.retry_in_ms : 0;
    };

    // The limit allows one call in 10 s; places are told a little closer, so that no start is lost.
    expect(await hiddenFor(1)).toBe(12_000);
    expect(await hiddenFor(1)).toBe(21_000);
    expect(await hiddenFor(1)).toBe(31_000);
    expect(await hiddenFor(2)).toBe(12_000);
    // Behind the one that has come back in vain, too.
    expect(await hiddenFor(2)).toBe(20_000);
  });
});

describe('a job that meets a call for its listing', () => {
  it.each([
    [1, 500],
    [2, 1_000],
    [4, 4_000],
  ])(
    'looks again soon, and then ever later: delivery %i after %i ms',
    async (receives, retry_in_ms) => {
      const open_attempt = anOpenAttempt();
      world.link({ open_attempt, lease_until: world.now + 40_000 });

      expect(await world.pass(receives)).toEqual({ id: 'm-1', done: false, retry_in_ms });
    },
  );

  it('waits no longer than the lease', async () => {
    world.link({ open_attempt: anOpenAttempt(), lease_until: world.now + 300 });

    expect(await world.pass(4)).toMatchObject({ done: false, retry_in_ms: 300 });
  });

  it('leaves the queue without a word for people after the eighth delivery', async () => {
    world.link({ open_attempt: anOpenAttempt(), lease_until: world.now + 40_000 });

    expect(await world.pass(8)).toMatchObject({ done: true });
    expect(world.store.parked).toHaveLength(1);
    expect(world.store.parked[0]).not.toHaveProperty('why');
  });
});

it('a job that waits for its retry is hidden until then, a minute at most', async () => {
  world.link({ retry_after_at: toTimestamp(world.now + 60_000) });
  expect(await world.pass()).toMatchObject({ done: false, retry_in_ms: 60_000 });

  world.mark({ retry_after_at: toTimestamp(world.now + 60_001) });
  expect(await world.pass()).toMatchObject({ done: true });
});

it('a call is reported with how long it took and what it came to', async () => {
  world.link();

  await world.pass();

  expect(world.called).toMatchObject([{ outcome: 'success', duration_ms: expect.any(Number) }]);
  expect(world.called[0]?.duration_ms).toBeLessThan(60_000);
  expect(world.endings).toMatchObject([{ action: 'create', state: 'success' }]);
});

it('a target that is gone gets no call, and its jobs are done', async () => {
  world.link();
  world.store.target = { ...world.store.target, deleted_at: toTimestamp(world.now) };

  expect(await world.pass()).toEqual({ id: 'm-1', done: true });
  expect(world.channel.calls).toEqual([]);
});

it('a target that is deleted between the read and the call gets none', async () => {
  world.link();
  world.store.whenLoaded = () => {
    world.store.target = { ...world.store.target, deleted_at: toTimestamp(world.now) };
  };

  expect(await world.pass()).toEqual({ id: 'm-1', done: true });
  expect(world.channel.calls).toEqual([]);
});

it('a target that moves between the read and the call is called anew, at its new place', async () => {
  world.link();
  world.store.whenLoaded = () => {
    world.store.target = { ...world.store.target, base_url: 'https://other.example.com/v1' };
    world.store.whenLoaded = () => undefined;
  };

  expect(await world.pass()).toEqual({ id: 'm-1', done: false, retry_in_ms: 0 });
  expect(world.channel.calls).toEqual([]);
});
