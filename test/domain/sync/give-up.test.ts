import { beforeEach, describe, expect, it } from 'vitest';
import { ChannelCallError } from '../../../domain/channel/channel.ts';
import { uuidOf } from '../../builders/uuid-of.ts';
import { replaceCalls } from '../../fakes/replace-calls.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

const refusing = (meanwhile: () => void = () => undefined) =>
  replaceCalls(world.channel, {
    find: () => {
      meanwhile();
      return Promise.reject(
        new ChannelCallError({
          ...{ kind: 'refused', validation: false, http_status: 400 },
          ...{ response_excerpt: null, error_message: 'no such list' },
        }),
      );
    },
  });

describe('a listing that is given up before its call', () => {
  it('has failed, and says why', async () => {
    world.link({ remote_unclear: true, due_shard: '4', due_at: '2026-06-01T00:00:00.000Z' });
    refusing();

    expect(await world.pass()).toMatchObject({ done: true });

    expect(world.listing()).toMatchObject({
      ...{ sync_status: 'error', remote_unclear: true },
      error_message: expect.stringContaining('no such list'),
    });
    expect(world.listing()).not.toHaveProperty('due_at');
    expect(world.endings).toEqual([{ action: 'create', state: 'failed', latency_ms: null }]);
    expect(world.events).toMatchObject([{ name: 'channel.listing.failed' }]);
  });

  it('is looked at again when it was written to meanwhile', async () => {
    world.link({ remote_unclear: true });
    refusing(() => world.changeUnit('Villa Verde', 2));

    expect(await world.pass()).toMatchObject({ done: false });

    expect(world.listing().sync_status).toBe('pending');
    expect(world.events).toEqual([]);
  });

  it('is told of once, however often its job comes, and again when it is something else', async () => {
    world.link();
    world.changeUnit('invalid', 2);
    await world.pass();
    world.mark({});
    await world.pass();
    expect(world.events).toHaveLength(1);

    world.store.units.clear();
    await world.pass();
    expect(world.events).toHaveLength(2);
    world.mark({ sync_status: 'pending' });
    await world.pass();
    expect(world.events).toHaveLength(3);
  });

  it('leaves its turn to the replay that waits', async () => {
    const waiting = { id: uuidOf(2), requested_by: uuidOf(3), trace_id: 'a'.repeat(32) };
    world.link({ replay_id: uuidOf(1), waiting_replays: [waiting] });
    world.changeUnit('invalid', 2);

    await world.pass();

    expect(world.listing()).toMatchObject({ replay_id: waiting.id, sync_status: 'pending' });
    expect(world.listing()).not.toHaveProperty('waiting_replays');
  });
});
