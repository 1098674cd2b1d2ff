import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import {
  type ReconcilePlace,
  type ReconcilePorts,
  reconcile,
} from '../../../domain/recovery/reconcile.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { uuidOf } from '../../builders/uuid-of.ts';
import { FakeWatch } from '../../fakes/fake-watch.ts';

const start = Date.parse('2026-03-01T12:00:00.000Z');
/** Far enough back that what it asks for is not on its way any more. */
const longAgo = '2026-03-01T11:00:00.000Z';
const entry = { org_id: 'demo', account_id: 'main', registered_at: longAgo };
const [first, second] = [aTarget({ id: uuidOf(1) }), aTarget({ id: uuidOf(2) })];

/** Targets with listings in pages of two, and one round after the other; each page takes a second. */
class World implements ReconcilePorts {
  now = start;
  place: ReconcilePlace | undefined;
  isBusy = false;
  begunUntil = 0;
  ended = 0;
  readonly stored = new Map([first, second].map((target) => [target.id, target]));
  readonly all: StoredListing[] = [];
  readonly version = { version: 2, updated_at: longAgo };
  readonly reminded: { id: string; due: boolean }[] = [];
  readonly askedUnits: string[][] = [];
  readonly reported: { event: string; facts: object }[] = [];
  readonly broken = new Set<string>();
  writtenMeanwhile = false;
  readonly rounds = {
    begin: async (until: number) => {
      this.begunUntil = until;
      return this.isBusy ? ('busy' as const) : { place: this.place };
    },
    end: async (place: ReconcilePlace | undefined) => {
      this.ended += 1;
      this.place = place;
    },
  };

  readonly watch = new FakeWatch();
  readonly report = (event: string, facts: object) => void this.reported.push({ event, facts });
  readonly clock = () => this.now;

  add(target: StoredTarget, over: Partial<StoredListing> = {}): StoredListing {
    const number = 100 * Number(target.id.at(-1)) + this.all.length;
    const listing = aListing({
      ...{ id: uuidOf(number), unit_id: uuidOf(9_000 + number), target_id: target.id },
      ...{ sync_status: 'ok', last_sync_version: 1, ...over },
    });
    this.all.push(listing);
    return listing;
  }

  async *targets(from: { readonly id: string } | undefined) {
    const ids = [...this.stored.keys()];
    for (const id of ids.slice(from === undefined ? 0 : ids.indexOf(from.id)))
      yield { ...entry, id };
  }

  async target(_tenant: object, id: string) {
    return this.stored.get(id);
  }

  async listingIds(_tenant: object, targetId: string, after: string | undefined) {
    if (this.broken.has(targetId)) throw new Error('cannot be read');
    this.now += 1_000;
    const ids = this.all.filter(({ target_id }) => target_id === targetId).map(({ id }) => id);
    const left = ids.slice(after === undefined ? 0 : ids.indexOf(after) + 1);
    return { ids: left.slice(0, 2), more: left.length > 2 };
  }

  async listings(_tenant: object, ids: readonly string[]) {
    return this.all.filter(({ id }) => ids.includes(id));
  }

  async units(_tenant: object, ids: readonly string[]) {
    this.askedUnits.push([...ids]);
    return new Map(ids.map((id) => [id, this.version]));
  }

  async remind({ id }: StoredListing, { due }: { readonly due: boolean }) {
    if (this.writtenMeanwhile) return false;
    this.reminded.push({ id, due });
    return true;
  }
}

let world: World;
beforeEach(() => {
  world = new World();
});
const round = (forMs = 60_000, anew?: boolean) =>
  reconcile({ until: world.now + forMs, ...(anew === undefined ? {} : { anew }) }, world);
const remindedIds = () => world.reminded.map(({ id }) => id);

describe('a round', () => {
  it('reminds of each listing that is behind, at every target, and says why', async () => {
    const [behind, , other] = [
      world.add(first),
      world.add(first, { last_sync_version: 2 }),
      world.add(second),
    ];

    expect(await round()).toEqual({ looked: 3, found: 2, failed: 0, finished: true });

    expect(world.reminded).toEqual([
      { id: behind.id, due: true },
      { id: other.id, due: true },
    ]);
    expect(world.reported).toEqual(
      [behind, other].map(({ id, target_id }) => ({
        event: 'listing-forgotten',
        facts: { listing_id: id, target_id, why: 'behind' },
      })),
    );
    expect(world.place).toBeUndefined();
  });

  it('reads each unit once for a page, and none for a listing without one', async () => {
    const { unit_id } = world.add(first);
    world.add(first, { unit_id });
    world.add(second, { unit_id: null, space_id: uuidOf(7) });

    expect(await round()).toMatchObject({ looked: 3, found: 2 });

    expect(world.askedUnits).toEqual([[unit_id], []]);
  });

  it('leaves to a person when to send the listings of a manual target', async () => {
    world.stored.set(first.id, { ...first, sync_mode: 'manual' });
    const { id } = world.add(first);

    await round();

    expect(world.reminded).toEqual([{ id, due: false }]);
  });

  it('does not count what was written to while it looked, but tells of it', async () => {
    world.add(first);
    world.writtenMeanwhile = true;

    expect(await round()).toMatchObject({ looked: 1, found: 0 });
    expect(world.reported).toHaveLength(1);
  });

  it('leaves alone what deleted targets left behind, and targets that are gone', async () => {
    world.stored.set(first.id, { ...first, deleted_at: longAgo });
    world.add(first);
    const { id } = world.add(second);

    expect(await round()).toEqual({ looked: 1, found: 1, failed: 0, finished: true });
    expect(remindedIds()).toEqual([id]);
  });

  it('is stopped by no target that cannot be read', async () => {
    world.add(first);
    world.broken.add(first.id);
    const { id } = world.add(second);

    expect(await round()).toEqual({ looked: 1, found: 1, failed: 1, finished: true });

    expect(remindedIds()).toEqual([id]);
    expect(world.reported).toContainEqual({
      event: 'target-not-reconciled',
      facts: { target_id: first.id, error: expect.any(Error) },
    });
  });

  it('is given up for dead a while after its time at the earliest', async () => {
    await round(5_000);

    expect(world.begunUntil).toBeGreaterThan(start + 5_000);
  });

  it('does not begin beside another', async () => {
    world.add(first);
    world.isBusy = true;

    expect(await round()).toBe('busy');
    expect([world.now, world.ended]).toEqual([start, 0]);
  });
});

describe('a round whose time is up', () => {
  it('is gone on with where it stopped, page by page and target by target', async () => {
    const ids = [first, first, first, second, second].map((target) => world.add(target).id);

    const results = [];
    for (let i = 0; i < 4; i += 1) results.push(await round(1_000));

    expect(results).toEqual([
      { looked: 2, found: 2, failed: 0, finished: false },
      { looked: 1, found: 1, failed: 0, finished: false },
      { looked: 2, found: 2, failed: 0, finished: true },
      { looked: 2, found: 2, failed: 0, finished: false },
    ]);
    expect(remindedIds().slice(0, 5)).toEqual(ids);
  });

  it('says of each target how much of it was lost', async () => {
    for (let i = 0; i < 3; i += 1) world.add(first);
    world.add(second, { last_sync_version: 2 });
    await round();

    expect(world.watch.findings.at(-1)).toEqual({
      ...{ id: first.id, finding: 'changes_forgotten', count: 3 },
    });
    expect(world.watch.findings.map(({ id }) => id)).not.toContain(second.id);
  });

  it('looks at nothing when there is none', async () => {
    world.add(first);

    expect(await round(0)).toEqual({ looked: 0, found: 0, failed: 0, finished: false });
  });

  it('is not gone on with by one that shall begin anew', async () => {
    for (let i = 0; i < 3; i += 1) world.add(first);
    await round(1_000);

    expect(await round(60_000, true)).toMatchObject({ looked: 3, finished: true });
  });

  it('keeps its place when the targets cannot be listed', async () => {
    for (let i = 0; i < 3; i += 1) world.add(first);
    await round(1_000);
    const { place } = world;
    world.targets = async function* () {
      yield* [];
      throw new Error('cannot be listed');
    };

    await expect(round()).rejects.toThrow('cannot be listed');
    expect(world.place).toEqual(place);
    expect(world.ended).toBe(2);
  });
});
