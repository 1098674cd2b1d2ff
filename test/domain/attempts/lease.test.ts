import { beforeEach, describe, expect, it } from 'vitest';
import { SyncWorld } from '../../fakes/sync-world.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

const remoteNames = () => [...world.channel.remote.values()].map(({ name }) => name);

describe('the lease', () => {
  it('lasts longer than the longest call and its record', async () => {
    world.link();
    let left = 0;
    world.store.afterOpen = () => {
      left = (world.listing().lease_until ?? 0) - world.now;
    };

    await world.pass();

    expect(left).toBeGreaterThan(40_000);
    expect(left).toBeLessThanOrEqual(60_000);
  });

  it('of an attempt that is taken back leaves the doubt there was before it', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Verde', 2);
    world.channel.fates = ['lost'];
    await world.pass();
    world.now += 60_000;
    // So late that the call may not be made any more.
    world.store.afterOpen = () => {
      world.now += 30_000;
    };
    await world.pass();
    expect(world.channel.writes).toEqual(['create', 'update']);

    world.store.afterOpen = () => undefined;
    world.changeUnit('Villa Azzurra', 3);
    await world.settle();

    expect(remoteNames()).toEqual(['Villa Azzurra']);
  });
});
