import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { toTimestamp } from '../../../domain/common/time.ts';
import { archiveListing } from '../../../domain/listings/archive-listing.ts';
import type { ListingDeps } from '../../../domain/listings/listing-deps.ts';
import { setListingStatus } from '../../../domain/listings/pause-listing.ts';
import { retryListing } from '../../../domain/listings/retry-listing.ts';
import { uuidOf } from '../../builders/uuid-of.ts';
import type { Fate } from '../../fakes/fake-channel.ts';
import { anOperator, operatorsDeps } from '../../fakes/operators-deps.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';
import { examples } from '../../support/examples.ts';

const [ann, ben] = [uuidOf(1_001), uuidOf(1_002)];

let world: SyncWorld;
let deps: ListingDeps;
beforeEach(() => {
  world = new SyncWorld();
  deps = operatorsDeps(world);
});

/** The unit gets a new version, which the dispatcher notes unless the listing is paused. */
function change(one: SyncWorld, version: number): void {
  const { status } = one.listing();
  one.changeUnit(`version ${version}`, version);
  const [unit] = one.store.units.values();
  if (unit === undefined) throw new Error('no unit');
  const { id, org_id, account_id, version: _, created_at, updated_at: __, ...content } = unit;
  one.store.snapshots.set(`${id}#${version}`, {
    ...{ unit_id: id, org_id, account_id, version, created_at, created_by: null },
    content,
    content_hash: 'a'.repeat(64),
  });
  if (status === 'active')
    one.mark({
      asked_at: one.listing().asked_at ?? toTimestamp(one.now),
      ...{ due_shard: '4', due_at: toTimestamp(one.now) },
    });
}

const replay = (one: SyncWorld, from: ListingDeps, unit_version?: number) =>
  retryListing(anOperator(ben), { id: one.listing().id, unit_version }, from);
const set = (one: SyncWorld, from: ListingDeps, status: 'active' | 'paused') =>
  setListingStatus(anOperator(ben), { id: one.listing().id, status }, from);
const archive = (one: SyncWorld, from: ListingDeps, remove = false) =>
  archiveListing(anOperator(ben), { id: one.listing().id, remove }, from);

/** One call of the listing is made, and before it is recorded `wish` comes. */
async function during(wish: () => Promise<unknown>, fate: Fate = 'ok'): Promise<void> {
  world.channel.fates = [fate];
  const close = world.store.close.bind(world.store);
  world.store.close = async (...args) => {
    world.store.close = close;
    world.now += 5_000;
    await wish();
    return close(...args);
  };
  await world.pass();
}

const remoteNames = () => [...world.channel.remote.values()].map(({ name }) => name);
const lastRow = () => [...world.store.audits.values()].at(-1);

async function linkedAtTwo(): Promise<void> {
  world.link();
  change(world, 1);
  await world.pass();
  change(world, 2);
}

describe('a wish that comes while a call is under way', () => {
  it('for an older version outlives the call that sends the newest', async () => {
    await linkedAtTwo();

    await during(() => replay(world, deps, 1));
    await world.settle();

    expect(remoteNames()).toEqual(['version 1']);
    expect(lastRow()).toMatchObject({ unit_version: 1, created_by: ben });
    expect(world.listing()).toMatchObject({ pinned_version: 1, pinned_at_version: 2 });
  });

  it.each<Fate>(['down', 'lost'])(
    'is not put off by what becomes of the call (%s)',
    async (fate) => {
      await linkedAtTwo();

      await during(() => replay(world, deps, 1), fate);

      expect(world.listing()).toMatchObject({ retry_count: 0, retry_after_at: null });
      await world.settle();
      expect(remoteNames()).toEqual(['version 1']);
    },
  );

  it('has waited since the call began at the earliest', async () => {
    await linkedAtTwo();
    world.mark({ asked_at: toTimestamp(world.now - 60_000) });

    await during(async () => change(world, 3));

    expect(world.listing().asked_at).toBe(lastRow()?.started_at);
    await world.pass();
    expect(world.listing()).not.toHaveProperty('asked_at');
  });

  it.each(['down', 'limited', 'refused'] as const)(
    'to archive the listing leaves nothing due and nothing to be seen (%s)',
    async (fate) => {
      await linkedAtTwo();

      await during(() => archive(world, deps), fate);

      const listing = world.listing();
      expect(listing).toMatchObject({
        ...{ status: 'archived', sync_status: 'ok' },
        ...{ retry_after_at: null, error_message: null },
      });
      for (const name of ['due_at', 'due_shard', 'dispatch', 'asked_at', 'open_attempt'])
        expect(listing).not.toHaveProperty(name);
    },
  );

  it('to pause the listing leaves nothing due, and resuming it goes on', async () => {
    await linkedAtTwo();

    await during(() => set(world, deps, 'paused'), 'down');

    expect(world.listing()).not.toHaveProperty('due_at');
    await set(world, deps, 'active');
    await world.settle();
    expect(remoteNames()).toEqual(['version 2']);
  });

  it('to remove the listing is done at once', async () => {
    await linkedAtTwo();

    await during(() => archive(world, deps, true), 'lost');

    expect(world.listing().retry_after_at).toBeNull();
    await world.settle();
    expect(remoteNames()).toEqual([]);
    expect(lastRow()).toMatchObject({ operation: 'delete', created_by: ben });
  });
});

describe('who asked', () => {
  it('is on record until it is done, and not for what the unit asks for afterwards', async () => {
    world.link({ request_id: uuidOf(7), requested_by: ann, dispatch: 'normal' });
    change(world, 1);
    world.channel.fates = ['limited'];
    await world.settle();
    change(world, 2);
    await world.settle();

    const by = [...world.store.audits.values()].map(({ created_by }) => created_by);
    expect(by).toEqual([ann, ann, null]);
  });

  it('is whoever resumes a listing', async () => {
    await linkedAtTwo();
    await world.pass();
    await set(world, deps, 'paused');
    change(world, 3);
    await set(world, deps, 'active');
    await world.settle();

    expect(lastRow()).toMatchObject({ unit_version: 3, created_by: ben });
  });

  it('stays whoever asked for a replay, when another resumes its listing', async () => {
    await linkedAtTwo();
    await world.pass();
    await retryListing(anOperator(ann), { id: world.listing().id, unit_version: 1 }, deps);
    await set(world, deps, 'paused');
    await set(world, deps, 'active');
    await world.settle();

    expect(lastRow()).toMatchObject({ unit_version: 1, created_by: ann });
  });
});

describe('the latency of a sync', () => {
  it('is counted from when the change was asked for, however often it was tried', async () => {
    await linkedAtTwo();
    const asked = world.now;
    world.channel.fates = ['down', 'down', 'down'];

    await world.settle();

    // Without the last, which only makes sure of what was sent before.
    const ended = world.channel.calls.at(-2)?.at ?? 0;
    expect(ended - asked).toBeGreaterThan(5_000);
    expect(world.endings.map(({ latency_ms }) => latency_ms).slice(1)).toEqual([
      ended - asked,
      null,
    ]);
  });
});

type Event =
  | { kind: 'change' }
  | { kind: 'replay'; back: number }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'call'; fate: Fate; meanwhile: Event[] };

const wish = fc.oneof(
  fc.record({ kind: fc.constant('change' as const) }),
  fc.record({ kind: fc.constant('replay' as const), back: fc.nat(3) }),
  fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const) }),
);
const call = fc.record({
  kind: fc.constant('call' as const),
  fate: fc.constantFrom<Fate>('ok', 'ok', 'lost', 'down', 'limited'),
  meanwhile: fc.array(wish, { maxLength: 2 }),
});

/** Plays events on a world of its own and keeps count of what should be at the channel. */
class Story {
  readonly world = new SyncWorld();
  readonly #deps = operatorsDeps(this.world);
  #version = 1;
  wanted = 1;

  constructor() {
    this.world.link();
    change(this.world, 1);
  }

  async play(event: Event): Promise<void> {
    const { status } = this.world.listing();
    if (event.kind === 'change') {
      this.#version += 1;
      this.wanted = this.#version;
      change(this.world, this.#version);
    } else if (event.kind === 'replay' && status === 'active') {
      const version = Math.max(1, this.#version - event.back);
      const asked = await replay(this.world, this.#deps, version).catch(() => undefined);
      if (asked !== undefined) this.wanted = version;
    } else if (event.kind === 'pause') await set(this.world, this.#deps, 'paused');
    else if (event.kind === 'resume') await set(this.world, this.#deps, 'active');
    else if (event.kind === 'call') await this.#call(event);
  }

  async #call({ fate, meanwhile }: Extract<Event, { kind: 'call' }>): Promise<void> {
    const { store, channel } = this.world;
    const close = store.close.bind(store);
    store.close = async (...args) => {
      store.close = close;
      for (const one of meanwhile) await this.play(one);
      return close(...args);
    };
    channel.fates = [fate];
    await this.world.pass();
    store.close = close;
    channel.fates = [];
    this.world.now += 1_000;
  }

  async end(): Promise<void> {
    await set(this.world, this.#deps, 'active');
    await this.world.settle();
    for (let i = 0; i < 12 && this.world.listing().sync_status !== 'ok'; i += 1)
      await this.world.settle();
  }
}

describe('invariant 4: the last wish wins', () => {
  it('whenever wishes come, also while calls are under way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(wish, call), { maxLength: 12 }), async (events) => {
        const story = new Story();
        for (const event of events) await story.play(event);
        await story.end();

        const names = [...story.world.channel.remote.values()].map(({ name }) => name);
        expect(names).toEqual([`version ${story.wanted}`]);
        expect(story.world.listing().sync_status).toBe('ok');
      }),
      { numRuns: examples(300) },
    );
  });
});
