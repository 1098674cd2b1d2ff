import { describe, expect, it } from 'vitest';
import { linkMany, type Progress } from '../../../console/mapping/link-many.ts';

const run = async (over: { fails?: number[]; atOnce?: number }) => {
  const states = new Map<number, string[]>();
  let now = 0;
  let most = 0;
  await linkMany<number, string>({
    items: [0, 1, 2, 3, 4, 5, 6],
    atOnce: over.atOnce ?? 4,
    run: async (item) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      if (over.fails?.includes(item)) throw new Error(`no ${item}`);
      return `yes ${item}`;
    },
    onProgress: (item, { state }: Progress<string>) =>
      states.set(item, [...(states.get(item) ?? []), state]),
  });
  return { states, most };
};

describe('linking many', () => {
  it('makes at most so many calls at once', async () => {
    expect((await run({})).most).toBe(4);
    expect((await run({ atOnce: 1 })).most).toBe(1);
  });

  it('tells of each how it comes along, and goes on when one fails', async () => {
    const { states } = await run({ fails: [2, 6] });

    for (const [item, seen] of states)
      expect(seen).toEqual(['waiting', 'running', [2, 6].includes(item) ? 'failed' : 'done']);
    expect(states.size).toBe(7);
  });
});
