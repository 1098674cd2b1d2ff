import { useQuery } from '@tanstack/react-query';
import { allPages, answer, api, type Schemas } from '../../http/client.ts';

/** On how many channels each unit is, by its id; undefined until all listings are there. */
export function useChannelsPerUnit(): ReadonlyMap<string, number> | undefined {
  return useQuery({
    queryKey: ['listings', 'channels-per-unit'],
    queryFn: () =>
      allPages((query) => answer(api.GET('/api/channels/listings', { params: { query } }))),
    select: channelsPerUnit,
    staleTime: 30_000,
  }).data;
}

/** Archived listings are of the past. */
export function channelsPerUnit(
  listings: readonly Pick<Schemas['Listing'], 'unit_id' | 'target_id' | 'status'>[],
): Map<string, number> {
  const targets = new Map<string, Set<string>>();
  for (const { unit_id, target_id, status } of listings) {
    if (unit_id === null || status === 'archived') continue;
    targets.set(unit_id, (targets.get(unit_id) ?? new Set()).add(target_id));
  }
  return new Map([...targets].map(([unit, of]) => [unit, of.size]));
}
