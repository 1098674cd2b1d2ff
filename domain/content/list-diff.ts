/** A step from one list to another: positions are those at the time of the step. */
export type ListStep =
  | { readonly op: 'remove'; readonly index: number }
  | { readonly op: 'add'; readonly index: number; readonly value: unknown };

/**
 * How one list becomes another when items are known again by what names them: their URL or id, and what has neither by itself. Most
 * items stay (a longest common subsequence), so that an item put in front is one step. `pairs`: where those that stay are in the end,
 * and what they were.
 */
export function listDiff(from: readonly unknown[], to: readonly unknown[]) {
  const kept = commonItems(from.map(nameOf), to.map(nameOf));
  const staying = new Set(kept.map(([before]) => before));
  const known = new Set(kept.map(([, after]) => after));
  const steps: ListStep[] = [
    ...[...from.keys()]
      .filter((index) => !staying.has(index))
      .reverse()
      .map((index) => ({ op: 'remove', index }) as const),
    ...[...to.entries()]
      .filter(([index]) => !known.has(index))
      .map(([index, value]) => ({ op: 'add', index, value }) as const),
  ];

  return {
    steps,
    pairs: kept.map(([before, after]) => ({
      index: after,
      before: from[before],
      after: to[after],
    })),
  };
}

/** Positions in both of a longest common subsequence. */
function commonItems(from: readonly string[], to: readonly string[]): [number, number][] {
  // lengths[i][j]: of the longest one of what begins at i and at j.
  const lengths = Array.from({ length: from.length + 1 }, () => new Uint16Array(to.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = from.length - 1; i >= 0; i -= 1)
    for (let j = to.length - 1; j >= 0; j -= 1)
      lengths[i]?.set(
        [from[i] === to[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))],
        j,
      );

  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < from.length && j < to.length; ) {
    if (from[i] === to[j]) found.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return JSON.stringify(item);
  const name = Object.entries(item).find(([key]) => key === 'url' || /^id$|Id$/.test(key));

  return JSON.stringify(name ?? item);
}
