import { describe, expect, it } from 'vitest';
import { workByGroup } from '../../../domain/common/work-by-group.ts';

const groupOf = (item: string) => item.slice(0, 1);

describe('work on items by groups', () => {
  it('is done once for each group, and answers in the order of the items', async () => {
    const seen: string[] = [];
    const outcomes = await workByGroup(
      ['b1', 'a1', 'b2', 'a2', 'c1'],
      { groupOf, atOnce: 2 },
      async (group) => {
        seen.push(group.join());
        return `of ${groupOf(group[0])}`;
      },
    );

    expect(seen.sort()).toEqual(['a1,a2', 'b1,b2', 'c1']);
    expect(outcomes).toEqual(['of b', 'of a', 'of b', 'of a', 'of c']);
  });

  it('is none where there are no items', async () => {
    expect(await workByGroup([], { groupOf, atOnce: 2 }, async () => 'done')).toEqual([]);
  });
});
