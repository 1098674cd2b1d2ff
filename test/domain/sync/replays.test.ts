import { beforeEach, describe, expect, it } from 'vitest';
import { contentToSend } from '../../../domain/content/content.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { replayChanges } from '../../../domain/listings/replay.ts';
import { type UnitContent, unitContentSchema } from '../../../domain/supply/unit.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aUnit } from '../../builders/unit.ts';
import { SyncWorld } from '../../fakes/sync-world.ts';

const trace_id = 'a'.repeat(32);
const uuid = (digit: number) => `9999999${digit}-9999-4999-8999-999999999999`;
const [ann, ben] = [uuid(1), uuid(2)];

let world: SyncWorld;
beforeEach(async () => {
  world = new SyncWorld();
  world.link();
  await world.pass();
});

const rows = () => [...world.store.audits.values()].slice(1);
const replay = (id: string, requested_by: string) => ({ id, requested_by, trace_id });
/** As the API writes it: the first to be sent now, the others behind it. */
function ask(...replays: readonly ReturnType<typeof replay>[]): void {
  const [first, ...waiting_replays] = replays;
  if (first === undefined) return;
  const { set } = replayChanges(world.listing(), first, world.now);
  world.mark({ ...set, ...(waiting_replays.length > 0 ? { waiting_replays } : {}) });
}

describe('replays of one listing', () => {
  it('are sent one after the other, each on record with who asked', async () => {
    ask(replay(uuid(3), ann), replay(uuid(4), ben), replay(uuid(5), ann));

    await world.pass();
    expect(world.listing()).toMatchObject({
      replay_id: uuid(4),
      request_id: uuid(4),
      dispatch: 'priority',
      sync_status: 'pending',
      due_at: expect.any(String),
    });
    await world.pass();
    await world.pass();

    expect(world.channel.writes).toEqual(['create', 'update', 'update', 'update']);
    expect(rows().map(({ created_by }) => created_by)).toEqual([ann, ben, ann]);
    expect(new Set(rows().map(({ idempotency_key }) => idempotency_key)).size).toBe(3);
    const listing = world.listing();
    expect(listing.sync_status).toBe('ok');
    for (const name of ['replay_id', 'requested_by', 'waiting_replays', 'due_at'])
      expect(listing).not.toHaveProperty(name);
  });

  it('do not suffer from the failure of the one before', async () => {
    ask(replay(uuid(3), ann), replay(uuid(4), ben));
    world.channel.fates = ['refused'];

    await world.pass();
    expect(world.listing()).toMatchObject({ sync_status: 'pending', replay_id: uuid(4) });
    await world.pass();

    expect(rows().map(({ outcome, created_by }) => [outcome, created_by])).toEqual([
      ['failed', ann],
      ['success', ben],
    ]);
    expect(world.listing()).toMatchObject({ sync_status: 'ok', error_message: null });
  });

  it('that come while one is under way wait for it', async () => {
    ask(replay(uuid(3), ann));
    world.store.afterOpen = () => world.mark({ waiting_replays: [replay(uuid(4), ben)] });

    await world.pass();
    world.store.afterOpen = () => undefined;
    await world.pass();

    expect(rows().map(({ created_by }) => created_by)).toEqual([ann, ben]);
    expect(world.listing().sync_status).toBe('ok');
  });

  it('wait silently when the listing is paused meanwhile, and go on when it is resumed', async () => {
    ask(replay(uuid(3), ann), replay(uuid(4), ben));
    world.store.afterOpen = () => world.mark({ status: 'paused' });

    await world.pass();

    expect(world.listing()).toMatchObject({ replay_id: uuid(4), requested_by: ben });
    expect(world.listing()).not.toHaveProperty('dispatch');
    world.store.afterOpen = () => undefined;
    world.mark({ status: 'active', sync_status: 'pending' });
    await world.pass();
    expect(rows().map(({ created_by }) => created_by)).toEqual([ann, ben]);
  });

  it('go on behind content that cannot be sent', async () => {
    world.changeUnit('invalid', 2);
    ask(replay(uuid(3), ann), replay(uuid(4), ben));

    await world.pass();

    expect(world.listing()).toMatchObject({ replay_id: uuid(4), dispatch: 'priority' });
    expect(rows()).toEqual([]);
  });
});

describe('a replay, with three quarters of the window taken by others', () => {
  /** When the others are so old that replays have room again. */
  let free: number;
  const madeOf = (method: string) =>
    world.channel.calls.filter((call) => call.method === method && call.at >= free - 12_000);
  function fill(): void {
    world.now += 60_000;
    free = world.now + 10_000;
    world.reserved(9, 'replay');
  }

  it('leaves the rest to updates when it has to look first', async () => {
    world.mark({ external_listing_id: null, remote_unclear: true });
    ask(replay(uuid(3), ann));
    fill();

    await world.passUntilDone();

    const [find, update] = [madeOf('find'), madeOf('update')].map(([call]) => call?.at ?? 0);
    expect(find).toBeGreaterThanOrEqual(free);
    expect(update).toBeGreaterThan(find ?? 0);
  });

  it('leaves the rest to updates on its last retries', async () => {
    ask(replay(uuid(3), ann));
    world.channel.fates = ['down', 'down', 'down'];
    for (let i = 0; i < 3; i += 1) {
      await world.pass();
      world.now += 60_000;
    }
    fill();

    await world.passUntilDone();

    expect(world.channel.checks.filter((at) => at < free)).toEqual([]);
    expect(madeOf('update')).toHaveLength(1);
    expect(madeOf('update')[0]?.at).toBeGreaterThan(free);
  });

  it('leaves the rest to updates when it missed its start', async () => {
    ask(replay(uuid(3), ann));
    world.now += 60_000;
    world.reserved(8, 'replay');
    world.store.afterOpen = () => {
      world.now += 3_000;
    };

    await world.pass();

    expect(world.channel.writes).toEqual(['create']);
    expect(world.listing()).toMatchObject({ sync_status: 'pending', replay_id: uuid(3) });
  });

  it('is the only one to wait: an update that looks first does not', async () => {
    world.mark({ external_listing_id: null, remote_unclear: true });
    fill();

    await world.passUntilDone();

    expect(madeOf('update')[0]?.at).toBeLessThan(free);
  });
});

describe('a listing of a resync', () => {
  const resync: Partial<StoredListing> = {
    resync_id: uuid(6),
    resync_by: ann,
    sync_status: 'pending',
  };

  it('is sent although nothing changed, once, in the name of who asked', async () => {
    world.mark(resync);

    await world.pass();
    await world.pass();

    expect(world.channel.writes).toEqual(['create', 'update']);
    expect(rows()).toMatchObject([{ created_by: ann, outcome: 'success' }]);
    for (const name of ['resync_id', 'resync_by']) expect(world.listing()).not.toHaveProperty(name);
  });

  it('is one with a replay that overtakes it', async () => {
    world.mark(resync);
    ask(replay(uuid(3), ben));

    await world.pass();
    await world.pass();

    expect(rows()).toMatchObject([{ created_by: ben }]);
    expect(world.listing()).not.toHaveProperty('resync_id');
  });

  it('keeps the wish of a newer resync that came during the call', async () => {
    world.mark(resync);
    world.store.afterOpen = () => world.mark({ resync_id: uuid(7), resync_by: ben });

    await world.pass();
    world.store.afterOpen = () => undefined;
    await world.pass();

    expect(rows().map(({ created_by }) => created_by)).toEqual([ann, ben]);
  });
});

describe('the content of a replayed version', () => {
  it('says nothing of what the unit learnt later', async () => {
    const { name, space } = aUnit();
    const content: UnitContent = unitContentSchema.parse({ name, space });
    const snapshot = {
      unit_id: aUnit().id,
      org_id: 'demo',
      account_id: 'main',
      version: 1,
      content,
      content_hash: 'a'.repeat(64),
      created_at: '2026-01-01T00:00:00.000Z',
      created_by: null,
    };

    const found = await contentToSend(
      aListing({ pinned_version: 1, pinned_at_version: 2 }),
      aUnit({ version: 2 }),
      { snapshot: async () => snapshot },
    );

    expect(found).toMatchObject({ newest: false, unit: { name, version: 1 } });
    for (const later of ['description', 'address', 'license_number'])
      expect(found?.unit).not.toHaveProperty(later);
  });
});
