import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { aUnit } from '../../builders/unit.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

const ids = {
  listing: '55555555-5555-4555-8555-555555555555',
  unit: '66666666-6666-4666-8666-666666666666',
  target: '77777777-7777-4777-8777-777777777777',
};

let world: SyncWorld;
let good: StoredListing;
let bad: StoredListing;
beforeEach(() => {
  world = new SyncWorld();
  good = world.link();
  bad = { ...good, id: ids.listing, unit_id: ids.unit };
  world.store.listings.set(bad.id, bad);
  world.store.units.set(ids.unit, aUnit({ id: ids.unit, name: 'breaks the worker' }));
});

const stateOf = ({ id }: StoredListing) => world.store.listings.get(id)?.sync_status;

describe('invariant 8: a failing listing does not hold up its neighbours', () => {
  it('when the worker breaks on its content', async () => {
    const results = await world.deliver([bad, good]);

    expect(results).toEqual([
      { id: 'm-1', done: false, retry_in_ms: 4_000 },
      { id: 'm-2', done: true },
    ]);
    expect([stateOf(good), stateOf(bad)]).toEqual(['ok', 'pending']);
  });

  it('when its attempt cannot be recorded', async () => {
    world.store.units.set(ids.unit, aUnit({ id: ids.unit }));
    world.store.beforeClose = ({ opened }) => {
      if (opened.id === bad.id) throw new Error('the database refuses');
    };

    const results = await world.deliver([bad, good]);

    expect(results.map(({ done }) => done)).toEqual([false, true]);
    expect(stateOf(good)).toBe('ok');
  });

  it('and stays in the queue until it is a dead letter, however often it comes back', async () => {
    const [result] = await world.deliver([bad, good], 9);

    expect(result).toEqual({ id: 'm-1', done: false, retry_in_ms: 120_000 });
    expect(world.store.parked).toEqual([]);
  });

  it("when its row, or its unit's, cannot be read", async () => {
    for (const id of [ids.listing, ids.unit]) {
      world.store.unreadable.clear();
      world.store.unreadable.set(id, new Error('of a later release'));

      const results = await world.deliver([bad, good]);

      expect(results.map(({ done }) => done)).toEqual([false, true]);
    }
  });

  it('has one job: the sweeper makes no other while that is tried again', async () => {
    await world.deliver([bad, good]);

    expect(world.store.held).toEqual([{ listing_id: bad.id, until: world.now + 4_000 + 180_000 }]);
  });

  it('ends in an error that operators see, untouched by its last delivery, even where it kills the worker', async () => {
    const killer = aUnit({ id: ids.unit });
    world.store.units.set(ids.unit, killer);
    await world.deliver([good]);

    world.begun.set('m-1', 7);
    const results = await world.deliver([bad], 10);

    expect(results).toEqual([{ id: 'm-1', done: true, dead_letter: true }]);
    expect(world.channel.calls).toHaveLength(1);
    expect(world.store.listings.get(bad.id)).toMatchObject({
      sync_status: 'error',
      error_message: expect.stringContaining('retry the listing'),
    });
    expect(world.store.listings.get(bad.id)?.due_at).toBeUndefined();
  });

  it('but breaks the whole batch when it is all of it, which is what alarms count', async () => {
    await expect(world.deliver([bad])).rejects.toThrow('a unit nobody thought of');
  });

  it('when the channel keeps refusing it', async () => {
    world.store.units.set(ids.unit, aUnit({ id: ids.unit }));
    world.channel.fates = ['refused'];

    await world.deliver([bad, good]);

    expect([stateOf(bad), stateOf(good)]).toEqual(['error', 'ok']);
  });
});

describe('invariant 8: a failing target does not hold up other targets', () => {
  it('whose replays are in the same batch', async () => {
    const elsewhere = { ...bad, target_id: ids.target };
    world.brokenTargets.add(ids.target);

    const results = await world.deliver([elsewhere, good]);

    expect(results).toEqual([
      { id: 'm-1', done: false, retry_in_ms: 4_000 },
      { id: 'm-2', done: true },
    ]);
    expect(stateOf(good)).toBe('ok');
  });
});
