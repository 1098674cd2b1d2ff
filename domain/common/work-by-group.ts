import { inParallel } from './in-parallel.ts';

/**
 * Does something for each group of items that belong together, a few groups at a time: what became of each item's group, in the order
 * of the items. The first failure ends it.
 */
export async function workByGroup<T, Outcome extends string>(
  items: readonly T[],
  { groupOf, atOnce }: { readonly groupOf: (item: T) => string; readonly atOnce: number },
  work: (group: readonly [T, ...T[]]) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes = new Map<T, Outcome>();
  const groups = [...Map.groupBy(items, groupOf).values()];
  await inParallel(groups, atOnce, async ([first, ...others]) => {
    if (first === undefined) return;
    const outcome = await work([first, ...others]);
    for (const item of [first, ...others]) outcomes.set(item, outcome);
  });

  return items.flatMap((item) => outcomes.get(item) ?? []);
}
