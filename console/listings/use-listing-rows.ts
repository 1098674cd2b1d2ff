import { useMemo } from 'react';
import { lookAgainIn } from '../common/reading/live.ts';
import { type Target, useTargets } from '../common/reading/targets.ts';
import { unitName, useUnitSummaries } from '../common/reading/unit-names.ts';
import { useAllPages } from '../common/reading/use-all-pages.ts';
import { channelNames } from '../common/words/channel-names.ts';
import { isUnderWay, listingWords } from '../common/words/listing-words.ts';
import { answer, api, type Schemas } from '../http/client.ts';
import type { ListingFilter, ListingRow } from './listing-filter.ts';

type Listing = Schemas['Listing'];

/** More than these are not read anew every few seconds. */
const mostLive = 200;

/** The listings that the API has by a filter, with the names of what they are of and where; more come page by page. */
export function useListingRows(filter: ListingFilter) {
  const targets = useTargets();
  const { units } = useUnitSummaries();
  const { items, ...all } = useAllPages<Listing>({
    queryKey: ['listings', filter],
    read: (page) =>
      answer(api.GET('/api/channels/listings', { params: { query: { ...page, ...filter } } })),
    staleTime: 2_000,
    refetchInterval: lookAgain,
  });
  const rows = useMemo(
    () =>
      items.map((listing) =>
        rowOf(listing, unitName(units, listing.unit_id), targets?.get(listing.target_id)),
      ),
    [items, units, targets],
  );

  return { ...all, rows, targets };
}

function lookAgain(listings: readonly Listing[]): number {
  return listings.length > mostLive ? 60_000 : lookAgainIn(listings.some(isUnderWay));
}

function rowOf(listing: Listing, unit: string, target: Target | undefined): ListingRow {
  const channel = target === undefined ? 'the channel' : channelNames[target.channel_type];
  const { text } = listingWords(listing, { now: Date.now(), channel, target });

  return { listing, unit, target: target?.name ?? '', channel, status: text };
}
