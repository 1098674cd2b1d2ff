/** A step from one list to another: positions are those at the time of the step. A move takes the item out before it puts it in. */
export type ListStep =
  | { readonly op: 'remove'; readonly index: number }
  | { readonly op: 'move'; readonly from: number; readonly index: number }
  | { readonly op: 'add'; readonly index: number; readonly value: unknown };

/** The same item's positions in both lists. */
type Pair = readonly [before: number, after: number];

/**
 * How one list becomes another when items are known again by what names them: their URL or id, and what has neither by itself. Most
 * items stay (a longest common subsequence) and the others of a name move, so that an item put in front is one step, whether it is new or
 * was elsewhere. `pairs`: where those that stay or move are in the end, and what they were.
 */
export function listDiff(from: readonly unknown[], to: readonly unknown[]) {
  const [before, after] = [from.map(nameOf), to.map(nameOf)];
  const kept = commonItems(before, after);
  const moved = movedItems(before, after, kept);
  const pairs = [...kept, ...moved].toSorted(([, a], [, b]) => a - b);
  const staying = new Set(pairs.map(([index]) => index));
  const known = new Set(pairs.map(([, index]) => index));
  const steps: ListStep[] = [
    ...[...from.keys()]
      .filter((index) => !staying.has(index))
      .reverse()
      .map((index) => ({ op: 'remove', index }) as const),
    ...moves(pairs, new Set(moved)),
    ...[...to.entries()]
      .filter(([index]) => !known.has(index))
      .map(([index, value]) => ({ op: 'add', index, value }) as const),
  ];

  return {
    steps,
    pairs: pairs.map(([before, index]) => ({ index, before: from[before], after: to[index] })),
  };
}

/** What is in both lists though it does not stay: of several of one name, the first goes to where the first is. */
function movedItems(from: readonly string[], to: readonly string[], kept: readonly Pair[]): Pair[] {
  const staying = new Set(kept.map(([index]) => index));
  const known = new Set(kept.map(([, index]) => index));
  const left = Map.groupBy(
    [...from.keys()].filter((index) => !staying.has(index)),
    (index) => from[index],
  );

  return [...to.entries()].flatMap(([after, name]): Pair[] => {
    const before = known.has(after) ? undefined : left.get(name)?.shift();

    return before === undefined ? [] : [[before, after]];
  });
}

/** Brings those that move behind their new neighbours, in the order (`pairs`) in which all are in the end: one step for each. */
function moves(pairs: readonly Pair[], moved: ReadonlySet<Pair>): ListStep[] {
  const list = pairs.toSorted(([a], [b]) => a - b);

  return pairs.flatMap((pair, place): ListStep[] => {
    if (!moved.has(pair)) return [];
    const from = list.indexOf(pair);
    list.splice(from, 1);
    const neighbour = pairs[place - 1];
    const index = neighbour === undefined ? 0 : list.indexOf(neighbour) + 1;
    list.splice(index, 0, pair);

    return [{ op: 'move', from, index }];
  });
}

/** Positions in both of a longest common subsequence. */
function commonItems(from: readonly string[], to: readonly string[]): Pair[] {
  // lengths[i][j]: of the longest one of what begins at i and at j.
  const lengths = Array.from({ length: from.length + 1 }, () => new Uint16Array(to.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (const [i, row] of [...lengths.entries()].slice(0, -1).reverse())
    for (let j = to.length - 1; j >= 0; j -= 1)
      row[j] = from[i] === to[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));

  const found: Pair[] = [];
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
