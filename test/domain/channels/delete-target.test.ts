import { beforeEach, describe, expect, it } from 'vitest';
import { createTarget } from '../../../domain/channels/create-target.ts';
import { deleteTarget } from '../../../domain/channels/delete-target.ts';
import { sweepTargets } from '../../../domain/channels/sweep-targets.ts';
import { NotFoundError, PreconditionFailedError } from '../../../domain/errors.ts';
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

  it('happens once', async () => {
    await remove();

    await expect(remove()).rejects.toThrow(NotFoundError);
  });

  it('does nothing for a caller who knows another revision', async () => {
    await expect(remove('7')).rejects.toThrow(PreconditionFailedError);

    expect(world.row(id).deleted_at).toBeNull();
    expect(resources()).toHaveLength(4);
  });

  it.each(['consumers.detach', 'queues.remove', 'vault.remove'])(
    'has succeeded even if %s fails; the sweep finishes it',
    async (call) => {
      world.fail(call);

      await remove();
      expect(resources()).toHaveLength(2);
      expect(world.reports).toHaveLength(1);
      expect(await sweepTargets(world.now + 1, world.deps)).toMatchObject({
        torn_down: 0,
        failed: 1,
      });

      world.recover();
      expect(await sweepTargets(world.now + 1, world.deps)).toMatchObject({
        torn_down: 1,
        failed: 0,
      });
      expect(resources()).toEqual([]);
      expect(world.row(id).deleted_at).not.toBeNull();
      expect(await sweepTargets(world.now + 1, world.deps)).toMatchObject({
        torn_down: 0,
        failed: 0,
      });
    },
  );
});
