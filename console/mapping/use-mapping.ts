import { useMemo } from 'react';
import { lookAgainIn } from '../common/reading/live.ts';
import { useUnitSummaries } from '../common/reading/unit-names.ts';
import { useAllPages } from '../common/reading/use-all-pages.ts';
import { isUnderWay } from '../common/words/listing-words.ts';
import { answer, api } from '../http/client.ts';
import { type External, freeExternals, type Listing, mappingRows } from './mapping-rows.ts';

/** Units, listings of a target, and what the channel itself has; the last takes calls to the channel, so that it is read once. */
export function useMapping(targetId: string) {
  const { units, ...unitsRead } = useUnitSummaries();
  const { items: listings, ...listingsRead } = useAllPages<Listing>({
    queryKey: ['listings', { target_id: targetId }],
    read: (page) =>
      answer(
        api.GET('/api/channels/listings', { params: { query: { ...page, target_id: targetId } } }),
      ),
    staleTime: 2_000,
    refetchInterval: (all) => lookAgainIn(all.some(isUnderWay)),
  });
  const { items: externals, ...outside } = useExternals(targetId);
  const externalsRead = {
    ...outside,
    count: externals.length,
    // The last page knows whether the pages so far lack something.
    isWhole: outside.query.data?.pages.at(-1)?.complete !== false,
  };
  const rows = useMemo(
    () => mappingRows({ units: [...units.values()], listings, externals }),
    [units, listings, externals],
  );
  const free = useMemo(() => freeExternals(listings, externals), [listings, externals]);

  return { rows, free, unitsRead, listingsRead, externalsRead };
}

function useExternals(id: string) {
  return useAllPages<External>({
    queryKey: ['external-listings', id],
    read: (query) =>
      answer(
        api.GET('/api/channels/targets/{id}/external-listings', {
          params: { path: { id }, query },
        }),
      ),
    staleTime: 300_000,
  });
}
