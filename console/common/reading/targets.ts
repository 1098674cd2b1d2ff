import { useQuery } from '@tanstack/react-query';
import { allPages, answer, api, type Schemas } from '../../http/client.ts';

export type Target = Schemas['Target'];

/** The connected channel accounts, by id; undefined until they are there. */
export function useTargets(): ReadonlyMap<string, Target> | undefined {
  return useQuery({
    queryKey: ['targets'],
    queryFn: () =>
      allPages((query) => answer(api.GET('/api/channels/targets', { params: { query } }))),
    select: byId,
    refetchInterval: 15_000,
  }).data;
}

const byId = (targets: readonly Target[]) =>
  new Map(targets.map((target) => [target.id, target] as const));
