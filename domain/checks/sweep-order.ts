import type { RegistryEntry, TargetIdentity } from '../targets/target-resources.ts';

/** Each organisation's targets in an order of their own, beginning where the last round stopped with them. */
export function fromWhereItStopped(
  entries: readonly RegistryEntry[],
  stops: readonly TargetIdentity[],
): RegistryEntry[] {
  const stopOf = new Map(stops.map(({ org_id, id }) => [org_id, id]));
  const isAhead = ({ org_id, id }: RegistryEntry) => id >= (stopOf.get(org_id) ?? '');
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));

  return [...sorted.filter(isAhead), ...sorted.filter((entry) => !isAhead(entry))];
}

/** The first of each organisation's that a round did not get to, in whatever order they are left. */
export function whereItStops(left: readonly RegistryEntry[]): RegistryEntry[] {
  const ofEach = Map.groupBy(left, ({ org_id }) => org_id);

  return [...ofEach.values()].flatMap(([first]) => first ?? []);
}
