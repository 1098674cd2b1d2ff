import { beforeEach, describe, expect, it } from 'vitest';
import { toTimestamp } from '../../../domain/common/time.ts';
import { failing, replaceCalls } from '../../fakes/replace-calls.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
  world.link();
});

describe('a target that cannot be connected', () => {
  it('is silent until the time that a 429 names', async () => {
    const until = world.now + 25_000;
    replaceCalls(world.channel, { authenticate: failing('rate_limited', until) });

    expect(await world.pass()).toMatchObject({ done: false });

    const { block_reason, blocked_until } = world.store.target;
    expect(block_reason).toBe('rate_limited');
    expect(Date.parse(blocked_until ?? '') - until).toBe(500);
  });

  it('is not down for one call without an answer: its jobs look again soon, but not all at once', async () => {
    replaceCalls(world.channel, { authenticate: failing('unclear') });

    const waits: unknown[] = [];
    for (const random of [0, 0.5, 0.99]) {
      world.random = random;
      waits.push(await world.pass());
    }

    expect(waits).toEqual(
      [5_000, 10_000, 14_900].map((retry_in_ms) => ({ id: 'm-1', done: false, retry_in_ms })),
    );
    expect(world.store.target.block_reason).toBeNull();
  });

  it('is down after several of them', async () => {
    replaceCalls(world.channel, { authenticate: failing('unclear') });

    for (let i = 0; i < 5; i += 1) await world.pass();

    expect(world.store.target.block_reason).toBe('unavailable');
  });

  it('keeps its jobs in the queue', async () => {
    const blocked_until = toTimestamp(world.now - 1);
    world.store.target = { ...world.store.target, blocked_until, block_reason: 'unavailable' };
    world.channel.checkFails = true;

    expect(await world.pass()).toMatchObject({ done: false });
    expect(world.listing().sync_status).toBe('pending');
  });
});
