import { beforeEach, describe, expect, it } from 'vitest';
import { idempotencyKey } from '../../../domain/attempts/idempotency-key.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

const remoteNames = () => [...world.channel.remote.values()].map(({ name }) => name);

describe('an attempt that is not over', () => {
  it('leaves an update in doubt that then meets a 429: content that looks sent is sent again', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Verde', 2);
    world.channel.fates = ['lost', 'limited'];
    await world.pass();
    world.now += 60_000;
    await world.pass();
    expect(world.channel.fates).toEqual([]);

    world.now += 60_000;
    world.changeUnit('Villa Azzurra', 3);
    await world.settle();

    expect(remoteNames()).toEqual(['Villa Azzurra']);
  });

  it('keeps other jobs of the listing from calling before its wait is over', async () => {
    world.link();
    world.channel.fates = ['down'];
    await world.pass();
    const until = Date.parse(world.listing().retry_after_at ?? '');
    expect(until).toBe(world.now + 1_000);

    expect(await world.pass()).toMatchObject({ done: false, retry_in_ms: 1_000 });
    expect(world.channel.writes).toHaveLength(1);
  });

  it('is due well after its wait, in the shard of its listing', async () => {
    const { id } = world.link();
    world.channel.fates = ['down'];

    await world.pass();

    const { due_at = '', due_shard } = world.listing();
    expect(Date.parse(due_at)).toBeGreaterThan(world.now + 100_000);
    expect(due_shard).toBe(id[0]);
  });

  it('counts retries of one operation only', async () => {
    const key = idempotencyKey(1, aListing());
    world.link({ retry_count: 2, attempt_key: key, attempt_count: 3 });
    world.channel.fates = ['down'];

    await world.pass();

    expect(world.listing().retry_count).toBe(3);
  });
});
