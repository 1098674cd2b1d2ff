import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { sweepTargets } from '../../../domain/checks/sweep-targets.ts';
import { NotFoundError, PreconditionFailedError } from '../../../domain/common/errors.ts';
import { createTarget } from '../../../domain/targets/create-target.ts';
import { deleteTarget } from '../../../domain/targets/delete-target.ts';
import { wholeList } from '../../../domain/targets/target-resources.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { TargetWorld } from '../../fakes/target-world.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const caller = { tenant };

let world: TargetWorld;
let id: string;
const create = () =>
  createTarget(
    {
      name: 'Miami',
      channel_type: 'hostaway',
      sync_mode: 'api',
      credentials: { api_token: 'token' },
    },
    caller,
    world.deps,
  );
const matching = (revision?: string) =>
  revision === undefined ? {} : { match: [`"${revision}"`] };
const remove = (revision?: string) =>
  deleteTarget({ id, precondition: matching(revision) }, { caller, deps: world.deps });
const resources = () => {
  const { registry, secrets, queues, consumers } = world.leftovers();
  return [...registry, ...secrets, ...queues, ...consumers];
};

beforeEach(async () => {
  world = new TargetWorld();
  ({ id } = await create());
});

const sweep = () => sweepTargets({ part: wholeList, until: world.now + 1 }, world.deps);

describe('deleteTarget', () => {
  it('keeps the record, inactive and marked, frees the name, and removes all the target owned', async () => {
    await remove();

    expect(world.row(id)).toMatchObject({
      deleted_at: '2026-03-01T09:00:00.000Z',
      is_active: false,
    });
    expect(resources()).toEqual([]);
    expect(world.events.at(-1)).toMatchObject({ name: 'channel.target.deleted', target_id: id });
    await expect(create()).resolves.toMatchObject({ name: 'Miami' });
  });

  it('archives its listings with the reason, and says of a removal that it was not made', async () => {
    const due = { due_at: '2026-03-01T09:00:00.000Z', due_shard: 'a', dispatch: 'normal' } as const;
    const listings = [
      aListing({ id: randomUUID(), target_id: id, sync_status: 'pending', ...due }),
      aListing({
        ...{ id: randomUUID(), target_id: id, status: 'archived', sync_status: 'pending' },
        ...{ removal_requested: true, ...due },
      }),
      aListing({ id: randomUUID(), target_id: randomUUID(), sync_status: 'pending' }),
    ];
    for (const listing of listings) world.listings.set(listing.id, listing);

    await remove();

    const [ended, unremoved, other] = listings.map((one) => world.listings.get(one.id));
    expect(ended).toMatchObject({ status: 'archived', sync_status: 'ok' });
    expect(ended?.error_message).toContain('The target was deleted');
    expect(unremoved).toMatchObject({ status: 'archived', sync_status: 'error' });
    expect(unremoved?.error_message).toContain('by hand');
    for (const one of [ended, unremoved]) expect(one).not.toHaveProperty('due_at');
    expect(unremoved).not.toHaveProperty('removal_requested');
    expect(other).toEqual(listings[2]);
  });

  it('happens once', async () => {
    await remove();

    await expect(remove()).rejects.toThrow(NotFoundError);
  });

  it('does nothing for a caller who knows another revision', async () => {
    await expect(remove('7')).rejects.toThrow(PreconditionFailedError);

    expect(world.row(id).deleted_at).toBeNull();
    expect(resources()).toHaveLength(4);
  });

  it.each(['consumers.detach', 'queues.remove', 'vault.remove', 'listings.ofTarget'])(
    'has succeeded even if %s fails; the sweep finishes it',
    async (call) => {
      world.fail(call);

      await remove();
      // The entry in the registry, and what could not be removed; listings are none of these.
      expect(resources()).toHaveLength(call.startsWith('listings') ? 1 : 2);
      expect(world.reports).toHaveLength(1);
      expect(await sweep()).toMatchObject({
        torn_down: 0,
        failed: 1,
      });

      world.recover();
      expect(await sweep()).toMatchObject({
        torn_down: 1,
        failed: 0,
      });
      expect(resources()).toEqual([]);
      expect(world.row(id).deleted_at).not.toBeNull();
      expect(await sweep()).toMatchObject({
        torn_down: 0,
        failed: 0,
      });
    },
  );
});
