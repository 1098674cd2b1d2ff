import { beforeEach, describe, expect, it } from 'vitest';
import { idempotencyKey } from '../../../domain/attempts/idempotency-key.ts';
import { sha256 } from '../../../domain/common/payload-hash.ts';
import { uuidOf } from '../../builders/uuid-of.ts';
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

const rows = () => [...world.store.audits.values()];

describe('a removal', () => {
  const removal = { status: 'archived', removal_requested: true } as const;

  it.each([
    { last_sync_version: 7, unit_version: 7 },
    { last_sync_version: null, unit_version: 1 },
  ])(
    'is on record with the version that was sent last: $unit_version',
    async ({ last_sync_version, unit_version }) => {
      world.link({ ...removal, external_listing_id: 'ext-9', last_sync_version, request_id });

      await world.pass();

      expect(rows()).toMatchObject([
        {
          ...{ operation: 'delete', http_method: 'DELETE', unit_version, outcome: 'success' },
          ...{ request_excerpt: '', request_payload_hash: sha256('') },
          idempotency_key: idempotencyKey(unit_version, world.listing(), request_id),
        },
      ]);
    },
  );

  it('is not the one before: whoever asked for it is part of its key', async () => {
    const keys = new Set<string>();
    const [replay_id] = [uuidOf(1)];
    for (const asked of [{}, { request_id }, { replay_id }, { replay_id, request_id }]) {
      world = new SyncWorld();
      world.link({ ...removal, external_listing_id: 'ext-9', ...asked });
      await world.pass();
      const asker = asked.replay_id ?? asked.request_id ?? 'removal';
      expect(rows()[0]?.idempotency_key).toBe(idempotencyKey(1, world.listing(), asker));
      keys.add(rows()[0]?.idempotency_key ?? '');
    }
    expect(keys.size).toBe(3);
  });
});

describe('a listing whose content cannot be sent', () => {
  it('says so when its unit is gone', async () => {
    world.link();
    world.store.units.clear();

    expect(await world.pass()).toMatchObject({ done: true });

    expect(world.listing()).toMatchObject({
      ...{ sync_status: 'error', error_message: expect.stringContaining('no longer exists') },
    });
    expect(world.listing()).not.toHaveProperty('refused_version');
  });

  it('names all that is wrong with it, and remembers with which version', async () => {
    world.link();
    world.changeUnit('Villa', 4);
    world.channel.map = async () => ({
      ...{ payload: {}, warnings: [] },
      errors: [
        { path: 'name', message: 'too short' },
        { path: 'city', message: 'unknown' },
      ],
    });

    await world.pass();

    expect(world.listing()).toMatchObject({
      refused_version: 4,
      error_message: 'the channel would not take this content: name: too short; city: unknown',
    });
    expect(world.endings).toMatchObject([{ action: 'update', state: 'failed' }]);
  });
});

describe('a listing whose content the channel has', () => {
  it('is up to date without a call, warns of what it warned of, and was asked for by nobody', async () => {
    world.link();
    await world.pass();
    world.changeUnit('Villa Azzurra', 2);
    const [told, ours] = [
      { field: 'wifi', message: 'not kept', told_by: 'channel' as const },
      { field: 'beds', message: 'no such bed' },
    ];
    world.mark({ warnings: [told, ours], requested_by: uuidOf(3), error_message: 'before' });

    expect(await world.pass()).toMatchObject({ done: true });

    expect(world.channel.writes).toEqual(['create']);
    expect(world.listing()).toMatchObject({
      ...{ sync_status: 'ok', last_sync_version: 2, error_message: null, warnings: [told] },
    });
    expect(world.listing()).not.toHaveProperty('requested_by');
    expect(world.endings.at(-1)).toMatchObject({ action: 'update', state: 'skipped' });
  });

  it('is warned of what the channel cannot take of it now', async () => {
    const warning = { field: 'beds', message: 'no such bed' };
    const map = world.channel.map.bind(world.channel);
    world.channel.map = async (request) => ({ ...(await map(request)), warnings: [warning] });
    world.link();
    await world.pass();
    world.changeUnit('Villa Azzurra', 2);
    world.mark({ warnings: [] });

    await world.pass();

    expect(world.listing().warnings).toEqual([warning]);
  });
});
