import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { aUnit } from '../../builders/unit.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

const ids = {
  listing: '55555555-5555-4555-8555-555555555555',
  unit: '66666666-6666-4666-8666-666666666666',
};

let world: SyncWorld;
let good: StoredListing;
let killer: StoredListing;
beforeEach(() => {
  world = new SyncWorld();
  good = world.link();
  killer = { ...good, id: ids.listing, unit_id: ids.unit };
  world.store.listings.set(killer.id, killer);
  world.store.units.set(ids.unit, aUnit({ id: ids.unit }));
});

/** One delivery, in which the worker dies if it gets to the killer: then it has come through none of its messages. */
async function deliver(listings: readonly StoredListing[], receives: number): Promise<void> {
  const load = world.store.load.bind(world.store);
  const ended: string[] = [];
  let dies = false;
  world.store.load = (jobs) => {
    dies = jobs.some(({ listing_id }) => listing_id === killer.id);
    return load(jobs);
  };
  const forget = world.begun.delete.bind(world.begun);
  world.begun.delete = (id) => ended.push(id) > 0;
  await world.deliver(listings, receives);
  Object.assign(world.store, { load });
  world.begun.delete = forget;
  if (!dies) for (const id of ended) world.begun.delete(id);
}

describe('invariant 8: a message is given up for what workers have begun, not for how often it was handed out', () => {
  it('so that one nobody has worked on is worked on, however often it was handed out', async () => {
    const [result] = await world.deliver([good], 900);

    expect(result).toEqual({ id: 'm-1', done: true });
    expect(world.channel.calls).toHaveLength(1);
  });

  it('and one that workers come through is never given up, wherever in its history', async () => {
    const jumps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(jumps, async (gaps) => {
        world = new SyncWorld();
        good = world.link({ retry_after_at: null });
        let receives = 0;
        for (const gap of gaps) {
          receives += gap;
          world.store.target = {
            ...world.store.target,
            blocked_until: new Date(world.now + 30_000).toISOString(),
            block_reason: 'rate_limited',
          };
          const [result] = await world.deliver([good], receives);
          expect(result).not.toMatchObject({ dead_letter: true });
        }
        world.now += 60_000;
        await world.deliver([good], receives + 1);
        expect(world.listing().sync_status).toBe('ok');
      }),
    );
  });

  it.each([3, 8, 400])(
    'from delivery %i on, seven that end in nothing are enough',
    async (first) => {
      world.store.units.set(ids.unit, aUnit({ id: ids.unit, name: 'breaks the worker' }));
      for (let receives = first; receives < first + 7; receives += 1)
        await expect(world.deliver([killer], receives)).rejects.toThrow();

      const [result] = await world.deliver([killer], first + 7);

      expect(result).toEqual({ id: 'm-1', done: true, dead_letter: true });
      expect(world.store.listings.get(killer.id)).toMatchObject({ sync_status: 'error' });
    },
  );

  it('and one that kills its worker takes no neighbour of its batches with it', async () => {
    const batch = [killer, good];
    for (let receives = 1; receives < 10; receives += 1) await deliver(batch, receives);

    const results = await world.deliver(batch, 10);

    expect(results).toMatchObject([{ done: true, dead_letter: true }, { done: true }]);
    expect(world.store.listings.get(good.id)?.sync_status).toBe('ok');
  });

  it('is left in the queue while its end cannot be noted', async () => {
    world.begun.set('m-1', 7);
    world.store.giveUp = () => Promise.reject(new Error('the database refuses'));

    await expect(world.deliver([killer], 10)).rejects.toThrow('the database refuses');
  });

  it('and is worked on where deliveries cannot be counted', async () => {
    world.begun.get = () => {
      throw new Error('the database refuses');
    };

    expect(await world.deliver([good], 5)).toEqual([{ id: 'm-1', done: true }]);
  });

  it('another message of a listing that was just given up comes back, for what it may have brought', async () => {
    world.begun.set('m-1', 7);

    const results = await world.deliver([killer, killer], 7);

    expect(results).toMatchObject([{ dead_letter: true }, { done: false }]);
  });
});
