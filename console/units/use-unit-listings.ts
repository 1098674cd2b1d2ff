import { useQuery } from '@tanstack/react-query';
import { lookAgainIn } from '../common/reading/live.ts';
import { allPages, answer, api, type Schemas } from '../http/client.ts';

type Listing = Schemas['Listing'];

/** The listings of a unit that are not archived; read every two seconds while one of them does not have the version yet. */
export function useUnitListings(unit_id: string, version: number) {
  return useQuery({
    queryKey: ['listings', 'of-unit', unit_id],
    queryFn: () =>
      allPages((page) =>
        answer(api.GET('/api/channels/listings', { params: { query: { ...page, unit_id } } })),
      ),
    select: (listings) => listings.filter(({ status }) => status !== 'archived'),
    refetchInterval: ({ state }) =>
      lookAgainIn(state.data?.some((listing) => isOnItsWay(listing, version)) ?? false),
  });
}

/** Whether the version goes to the channel by itself, as far as is known. */
export function isOnItsWay(
  {
    status,
    sync_status,
    last_sync_version,
  }: Pick<Listing, 'status' | 'sync_status' | 'last_sync_version'>,
  version: number,
): boolean {
  if (status !== 'active' || sync_status === 'error') return false;
  return sync_status !== 'ok' || (last_sync_version ?? 0) < version;
}
