import { beforeEach, describe, expect, it } from 'vitest';
import { keepConsumers } from '../../../domain/checks/keep-consumers.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aTarget } from '../../builders/target.ts';
import { TargetWorld } from '../../fakes/target-world.ts';

let world: TargetWorld;
let made = 0;
const add = (over: Partial<StoredTarget> = {}) => {
  made += 1;
  const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  const target = aTarget({ id, name: id, event_source_mapping_id: `consumer-${id}`, ...over });
  world.add(target);
  return target;
};
const switchOff = ({ id }: StoredTarget) =>
  Object.assign(world.consumers.get(`consumer-${id}`) ?? {}, { enabled: false });
const keep = (until = Number.POSITIVE_INFINITY) => keepConsumers(until, world.deps);

beforeEach(() => {
  world = new TargetWorld();
  world.now += 3_600_000;
});

describe('keepConsumers', () => {
  it.each([
    ['active', {}],
    ['paused', { is_active: false }],
  ])('puts back that of a target that is %s when it is off or gone', async (_state, over) => {
    const [off, gone, other] = [add(over), add(over), add(over)];
    switchOff(off);
    world.consumers.delete(`consumer-${gone.id}`);

    expect(await keep()).toBe(0);

    for (const { id, worker_shard: shard } of [off, gone, other])
      expect(world.consumers.get(`consumer-${id}`)).toEqual({
        enabled: true,
        shard,
        target_id: id,
      });
    expect(world.watch.findings.map(({ id, finding }) => [id, finding])).toEqual(
      [off, gone].map(({ id }) => [id, 'consumer_off']),
    );
    expect(world.reports.map(({ event }) => event)).toEqual(Array(2).fill('consumer-put-back'));
  });

  it('leaves that of a deleted target to its tear-down', async () => {
    const target = add({ deleted_at: '2026-02-01T00:00:00.000Z', is_active: false });
    switchOff(target);

    expect(await keep()).toBe(0);
    expect(world.consumers.get(`consumer-${target.id}`)).toMatchObject({ enabled: false });
  });

  it('leaves a target alone that is just being made', async () => {
    const created_at = new Date(world.now - 5_000).toISOString();
    const { id } = add({ created_at });
    world.consumers.delete(`consumer-${id}`);

    expect(await keep()).toBe(0);
    expect(world.consumers.size).toBe(0);
    expect(world.watch.findings).toEqual([]);
  });

  it('asks for no target whose consumer is as it should be', async () => {
    for (let i = 0; i < 20; i += 1) add();

    await keep();

    expect(world.calls.filter((call) => call === 'targets.get')).toEqual([]);
  });

  it.each(['consumers.enable', 'targets.get'])(
    'says so when %s fails, and goes on',
    async (call) => {
      const [one, other] = [add(), add()];
      switchOff(one);
      switchOff(other);
      world.fail(call, 'down', 1);

      expect(await keep()).toBe(1);
      expect(world.consumers.get(`consumer-${other.id}`)).toMatchObject({ enabled: true });
      expect(world.reports.map(({ event }) => event)).toEqual([
        'consumer-not-put-back',
        'consumer-put-back',
      ]);
    },
  );

  it('says so when they cannot be listed', async () => {
    switchOff(add());
    world.fail('consumers.all');

    expect(await keep()).toBe(0);
    expect(world.reports.map(({ event }) => event)).toEqual(['consumers-not-looked-at']);
  });

  it('puts one back although nobody can be told', async () => {
    const target = add();
    switchOff(target);
    world.watch.found = () => Promise.reject(new Error('down'));

    expect(await keep()).toBe(0);
    expect(world.consumers.get(`consumer-${target.id}`)).toMatchObject({ enabled: true });
  });

  it('begins with none after its time', async () => {
    const target = add();
    switchOff(target);

    await keep(world.now - 1);

    expect(world.consumers.get(`consumer-${target.id}`)).toMatchObject({ enabled: false });
  });
});
