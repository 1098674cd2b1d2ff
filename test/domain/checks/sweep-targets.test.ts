import { beforeEach, describe, expect, it } from 'vitest';
import { sweepTargets } from '../../../domain/checks/sweep-targets.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { wholeList } from '../../../domain/targets/target-resources.ts';
import { aTarget } from '../../builders/target.ts';
import { TargetWorld } from '../../fakes/target-world.ts';

let world: TargetWorld;
let made = 0;
const add = (over: Partial<StoredTarget> = {}) => {
  made += 1;
  const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  const target = aTarget({
    id,
    name: id,
    credentials_ref: `test/demo/main/${id}`,
    event_source_mapping_id: `consumer-${id}`,
    ...over,
  });
  world.add(target);
  return target;
};
const sweep = (until = Number.POSITIVE_INFINITY) =>
  sweepTargets({ part: wholeList, until }, world.deps);

beforeEach(() => {
  world = new TargetWorld();
});

describe('sweepTargets', () => {
  it('checks every active target synced by API, of all tenants, and no other', async () => {
    const checked = [add(), add({ org_id: 'other' })];
    const left = [add({ is_active: false }), add({ sync_mode: 'manual' })];

    expect(await sweep()).toEqual({
      checked: 2,
      unhealthy: 0,
      torn_down: 0,
      failed: 0,
      finished: true,
    });

    for (const { id } of checked) expect(world.row(id).last_health_check_at).not.toBeNull();
    for (const { id } of left) expect(world.row(id).last_health_check_at).toBeNull();
  });

  it('counts targets that are not healthy', async () => {
    add();
    world.channel.replies = [{ kind: 'unclear' }];

    expect(await sweep()).toMatchObject({ checked: 1, unhealthy: 1 });
  });

  it('has those looked at for alerts that are in trouble, and no other', async () => {
    const soon = '2026-03-20T00:00:00.000Z';
    add();
    add({ is_active: false, sync_mode: 'manual' });
    const troubled = [
      add({ credentials_expires_at: soon }),
      add({ block_reason: 'rate_limited', blocked_until: '2026-03-01T10:00:00.000Z' }),
      add({ sync_mode: 'manual', health_status: 'offline' }),
    ];

    await sweep();

    const ids = world.watch.marks.map(({ id }) => id);
    expect(ids.toSorted()).toEqual(troubled.map(({ id }) => id).toSorted());
  });

  it('checks a target although nobody can be told of its trouble', async () => {
    const { id } = add({ credentials_expires_at: '2026-03-20T00:00:00.000Z' });
    world.watch.mark = () => Promise.reject(new Error('down'));

    expect(await sweep()).toMatchObject({ checked: 1, failed: 0 });
    expect(world.samples.map(({ target_id }) => target_id)).toEqual([id]);
  });

  it('keeps how each target is doing, and how many jobs wait for it', async () => {
    const [well, down, paused] = [
      add(),
      add(),
      add({ is_active: false, health_status: 'degraded' }),
    ];
    for (const [waiting, { id }] of [well, down, paused].entries()) world.depths.set(id, waiting);
    world.channel.replies = [{ kind: 'accepted' }, { kind: 'unclear' }];

    await sweep();

    const kept = world.samples.toSorted((a, b) => a.queue_depth - b.queue_depth);
    expect(kept).toMatchObject([
      { target_id: well.id, health_status: 'healthy', health_message: null, queue_depth: 0 },
      { target_id: down.id, health_status: 'offline', latency_ms: null, queue_depth: 1 },
      { target_id: paused.id, health_status: 'degraded', latency_ms: null, queue_depth: 2 },
    ]);
    const [first, second] = kept;
    expect(first?.at).toBe(world.row(well.id).last_health_check_at);
    expect(first?.latency_ms).toEqual(expect.any(Number));
    expect(second?.health_message).toBe(world.row(down.id).health_message);
  });

  it('keeps it of a target that is blocked', async () => {
    const until = new Date(world.now + 60_000).toISOString();
    const { id } = add({ block_reason: 'rate_limited', blocked_until: until });

    await sweep();

    expect(world.samples).toMatchObject([{ target_id: id, health_status: 'degraded' }]);
  });

  it('keeps nothing of a target that is deleted', async () => {
    add({ deleted_at: '2026-02-28T09:00:00.000Z', is_active: false });

    await sweep();

    expect(world.samples).toEqual([]);
  });

  it.each(['queueDepth', 'samples.add'])(
    'checks targets also when %s fails, and says so',
    async (call) => {
      add();
      world.fail(call);

      expect(await sweep()).toMatchObject({ checked: 1, failed: 0 });

      expect(world.reports.map(({ event }) => event)).toEqual(['health-not-sampled']);
    },
  );

  it('goes on after a target that fails', async () => {
    for (let index = 0; index < 30; index += 1) add();
    world.fail('targets.recordHealth', 'down', 3);

    expect(await sweep()).toMatchObject({ checked: 27, failed: 3 });
    expect(world.reports).toHaveLength(3);
  });

  it('removes what a creation that crashed has left, once it must be over', async () => {
    const target = add();
    world.rows.delete(target.id);
    world.registry.set(target.id, {
      ...target,
      registered_at: new Date(world.now).toISOString(),
    });

    expect(await sweep()).toMatchObject({ torn_down: 0 });
    expect(world.queues.size).toBe(1);

    world.now += 16 * 60_000;
    expect(await sweep()).toMatchObject({ torn_down: 1 });
    expect(world.leftovers()).toMatchObject({
      registry: [],
      secrets: [],
      queues: [],
      consumers: [],
    });
  });

  it('removes what a deleted target has left, and never checks it', async () => {
    add({ deleted_at: '2026-02-01T00:00:00.000Z', is_active: true });

    expect(await sweep()).toMatchObject({ torn_down: 1, checked: 0 });
    expect(world.channel.checks).toEqual([]);
  });

  it("leaves a way back to a deleted target's secret, and none to that of a creation that crashed", async () => {
    const deleted = add({ deleted_at: '2026-02-01T00:00:00.000Z' });
    const crashed = add();
    world.rows.delete(crashed.id);

    await sweep();

    expect(world.removedSecrets).toHaveLength(2);
    expect(world.removedSecrets).toContainEqual({
      ref: deleted.credentials_ref,
      recoverable: true,
    });
    expect(world.removedSecrets).toContainEqual({
      ref: crashed.credentials_ref,
      recoverable: false,
    });
  });

  it('begins no target after its time', async () => {
    for (let index = 0; index < 100; index += 1) add();
    world.channel.replies = [{ kind: 'accepted', takes_ms: 1_000 }];

    const result = await sweep(world.now + 5_000);

    expect(result.finished).toBe(false);
    expect(result.checked).toBeLessThan(100);
    expect(result.checked).toBeGreaterThan(0);
  });

  it('begins where the last one stopped, so that all are reached when there are too many for one', async () => {
    const all = Array.from({ length: 100 }, () => add());
    world.channel.replies = Array(200).fill({ kind: 'accepted', takes_ms: 1_000 });
    let checked = 0;
    let sweeps = 0;
    for (; checked < all.length; sweeps += 1) checked += (await sweep(world.now + 5_000)).checked;

    expect(sweeps).toBeGreaterThan(1);
    for (const { id } of all) expect(world.row(id).last_health_check_at).not.toBeNull();
  });
});
