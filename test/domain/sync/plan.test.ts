import { beforeEach, describe, expect, it } from 'vitest';
import { SyncWorld } from '../../fakes/sync-world.ts';

const request_id = '99999999-9999-4999-8999-999999999999';
/** What a listing carries that somebody asked for and that the sweeper would bring back. */
const due = {
  ...{ due_shard: '4', due_at: '2026-06-01T00:00:00.000Z' },
  ...{ dispatch: 'normal' as const, request_id },
};

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
});

const nothingDue = () => {
  for (const name of Object.keys(due)) expect(world.listing()).not.toHaveProperty(name);
};

describe('a listing that needs no call', () => {
  it('is no longer due when nothing has changed', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Azzurra', 2);
    world.mark(due);

    await world.pass();

    expect(world.channel.writes).toEqual(['create']);
    nothingDue();
  });

  it('is no longer due when its content is invalid, and the replay that was asked for is over', async () => {
    world.link(due);
    world.changeUnit('invalid', 2);
    world.mark({ replay_id: request_id, requested_by: 'user-1' });

    await world.pass();

    expect(world.listing().sync_status).toBe('error');
    expect(world.listing()).not.toHaveProperty('replay_id');
    expect(world.listing()).not.toHaveProperty('requested_by');
    nothingDue();
  });

  it('is done with when it is to be removed and was never made', async () => {
    world.link({ status: 'archived', removal_requested: true, ...due });

    await world.pass();

    expect(world.channel.calls).toEqual([]);
    expect(world.listing().sync_status).toBe('ok');
    expect(world.listing()).not.toHaveProperty('removal_requested');
    nothingDue();
  });
});
