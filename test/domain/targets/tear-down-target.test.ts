import { beforeEach, describe, expect, it } from 'vitest';
import { tearDownTarget } from '../../../domain/targets/tear-down-target.ts';
import { aTarget } from '../../builders/target.ts';
import { TargetWorld } from '../../fakes/target-world.ts';

const target = aTarget({
  credentials_ref: `test/demo/main/${aTarget().id}`,
  event_source_mapping_id: 'consumer-7',
});
const options = { recoverable: true, until: Number.POSITIVE_INFINITY };

let world: TargetWorld;
beforeEach(() => {
  world = new TargetWorld();
  world.add(target);
});

describe('tearDownTarget', () => {
  it('takes consumer, queue and secret away, the consumer by its id', async () => {
    expect(await tearDownTarget(target, options, world.deps)).toBe(true);

    expect(world.detached).toEqual(['consumer-7']);
    expect(world.leftovers()).toMatchObject({
      registry: [],
      secrets: [],
      queues: [],
      consumers: [],
    });
  });

  it('looks for the consumer when its id is not known', async () => {
    const { event_source_mapping_id: _, ...unknown } = target;
    await tearDownTarget(unknown, options, world.deps);

    expect(world.detached).toEqual([null]);
  });

  it.each(['consumers.detach', 'queues.remove', 'vault.remove'])(
    'goes on when %s fails, and stays registered',
    async (call) => {
      world.fail(call);

      expect(await tearDownTarget(target, options, world.deps)).toBe(false);

      expect(world.calls).toEqual([
        'consumers.detach',
        'queues.remove',
        'vault.remove',
        'listings.ofTarget',
      ]);
      expect(world.leftovers().registry).toEqual([target.id]);
    },
  );
});
