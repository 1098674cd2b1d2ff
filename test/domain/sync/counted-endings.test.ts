import { beforeEach, describe, expect, it } from 'vitest';
import { toTimestamp } from '../../../domain/common/time.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

const ago = (ms: number) => toTimestamp(world.now - ms);

describe('the end of a job is counted', () => {
  it.each([
    ['accepted', [], 'success'],
    ['refused', ['refused'], 'failed'],
  ] as const)('with the row of its last attempt, which was %s', async (_what, fates, state) => {
    world.channel.fates = [...fates];
    world.link({ asked_at: ago(90_000) });

    await world.pass();

    expect(world.store.recorded).toEqual([
      { action: 'create', state, latency_ms: expect.any(Number) },
    ]);
    expect(world.store.recorded[0]?.latency_ms).toBeGreaterThanOrEqual(90_000);
    expect([world.endings, world.unrecorded]).toEqual([world.store.recorded, []]);
  });

  it('not while it is still to be retried', async () => {
    world.channel.fates = ['down'];
    world.link();

    await world.pass();

    expect(world.store.audits.size).toBe(1);
    expect([world.endings, world.store.recorded, world.unrecorded]).toEqual([[], [], []]);
  });

  it('by the pass where it made no call', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Azzurra', 2);
    await world.pass();
    world.changeUnit('invalid', 3);
    await world.pass();

    expect(world.unrecorded).toEqual([
      { action: 'update', state: 'skipped', latency_ms: null },
      { action: 'update', state: 'failed', latency_ms: null },
    ]);
    expect(world.endings).toEqual([...world.store.recorded, ...world.unrecorded]);
  });

  it('by the pass where it turned out after its row was closed', async () => {
    world.link({ asked_at: ago(5_000) });
    world.channel.fates = ['forbidden'];
    world.channel.renewals = [true];

    await world.settle(3);

    expect(world.store.recorded).toEqual([]);
    expect(world.unrecorded).toEqual([
      { action: 'create', state: 'failed', latency_ms: expect.any(Number) },
    ]);
    expect(world.endings).toEqual(world.unrecorded);
  });
});
