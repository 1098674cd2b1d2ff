import { beforeEach, describe, expect, it } from 'vitest';
import { SyncWorld } from '../../fakes/sync-world.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
  world.link();
});

describe('content that the channel does not take', () => {
  it('is noted with its version, until the channel takes another', async () => {
    world.channel.fates = ['refused'];
    await world.pass();
    const refused = world.listing();
    world.changeUnit('Villa Verde', 2);
    await world.pass();

    expect(refused).toMatchObject({ sync_status: 'error', refused_version: 1 });
    expect(world.listing()).toMatchObject({ sync_status: 'ok', last_sync_version: 2 });
    expect(world.listing().refused_version).toBeUndefined();
  });

  it('is something else than a channel that does not answer', async () => {
    world.channel.fates = ['refused'];
    await world.pass();
    world.channel.fates = ['down'];
    world.changeUnit('Villa Verde', 2);
    await world.pass();

    expect(world.listing().refused_version).toBeUndefined();
  });

  it('leaves no used-up retries to a version that needs no call', async () => {
    await world.pass();
    world.channel.fates = ['refused'];
    world.changeUnit('Villa Verde', 2);
    await world.pass();
    world.changeUnit('Villa Azzurra', 3);
    await world.pass();

    expect(world.channel.writes).toEqual(['create', 'update']);
    expect(world.listing()).toMatchObject({ sync_status: 'ok', retry_count: 0 });
  });
});
