import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shardOf } from '../../../domain/targets/target-shard.ts';

describe('shardOf', () => {
  it('is one of the shards there are, and always the same', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 20 }), (id, shards) => {
        const shard = shardOf(id, shards);
        expect(Number.isInteger(shard)).toBe(true);
        expect(shard).toBeGreaterThanOrEqual(0);
        expect(shard).toBeLessThan(shards);
        expect(shardOf(id, shards)).toBe(shard);
      }),
    );
  });

  it('spreads targets over all of them', () => {
    const ids = Array.from({ length: 400 }, (_, i) => `target-${i}`);
    const counts = [0, 1, 2, 3].map((shard) => ids.filter((id) => shardOf(id, 4) === shard).length);
    for (const count of counts) expect(count).toBeGreaterThan(60);
  });
});
