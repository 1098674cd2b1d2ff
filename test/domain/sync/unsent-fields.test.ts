import { beforeEach, expect, it } from 'vitest';
import { mapUnit } from '../../../adapters/hostaway/mapping/map-unit.ts';
import { aUnit } from '../../builders/unit.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

const bare = { description: null, min_nights: null };

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
  world.channel.map = mapUnit;
  world.link();
});

/** The unit gets a new version, which is sent. */
async function change(version: number, over: Record<string, unknown>): Promise<void> {
  const unit = aUnit({ version, ...over });
  world.store.units.set(unit.id, unit);
  world.mark({ sync_status: 'pending' });
  await world.pass();
}

/** An older version, when the unit was on, is asked for. */
const replayOf = (pinned_version: number) => ({
  ...{ pinned_version, pinned_at_version: 4 },
  replay_id: '99999999-9999-4999-8999-999999999999',
});

const remote = () => [...world.channel.remote.values()][0];
const warned = () => world.listing().warnings.map(({ field }) => field);

it('empties at the channel what a version no longer says, and tells what stays', async () => {
  await change(2, {});
  await change(3, bare);

  expect(remote()).toMatchObject({ description: '' });
  expect(warned()).toContain('min_nights');
  expect(world.listing().sync_status).toBe('ok');
});

it('calls for nothing when the same is asked for again', async () => {
  await change(2, {});
  await change(3, bare);
  const calls = world.channel.writes.length;
  world.mark({ sync_status: 'pending' });
  await world.pass();

  expect(world.channel.writes).toHaveLength(calls);
  expect(warned()).toContain('min_nights');
});

it('says nothing of what the channel never had', async () => {
  await change(2, bare);
  await change(3, { ...bare, name: 'Casa Blu' });

  expect(remote()).not.toHaveProperty('description');
  expect(warned()).not.toContain('min_nights');
});

it('supposes that a call without an answer has brought what it said', async () => {
  await change(2, bare);
  world.channel.fates = ['down'];
  await change(3, {});
  await change(4, bare);

  expect(world.listing().unsent_fields).not.toContain('minNights');
});

it('makes no listing of a unit that is switched off, until it is on', async () => {
  await change(2, { is_active: false });

  expect(world.channel.writes).toEqual([]);
  expect(world.listing()).toMatchObject({
    sync_status: 'error',
    error_message: expect.stringContaining('is_active: the unit is switched off'),
  });

  await change(3, {});
  expect(world.channel.writes).toEqual(['create']);

  await change(4, { is_active: false });
  expect(warned()).toContain('is_active');
  expect(world.listing().sync_status).toBe('ok');

  world.mark({ ...replayOf(1), sync_status: 'pending' });
  await world.pass();
  expect(warned()).toContain('is_active');

  await change(5, {});
  expect(warned()).not.toContain('is_active');
});
