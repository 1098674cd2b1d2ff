import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { ButtonLink } from '../common/button-link.tsx';
import { Link } from '../common/link.tsx';
import { ListingStatus } from '../common/listing-status.tsx';
import { Moment } from '../common/moment.tsx';
import { lookAgainIn } from '../common/reading/live.ts';
import type { Target } from '../common/reading/targets.ts';
import { unitName, useUnitSummaries } from '../common/reading/unit-names.ts';
import { useAllPages } from '../common/reading/use-all-pages.ts';
import { UntilLoaded } from '../common/until-loaded.tsx';
import { channelNames } from '../common/words/channel-names.ts';
import { isUnderWay } from '../common/words/listing-words.ts';
import { answer, api, type Schemas } from '../http/client.ts';

/** More than these are not read anew every few seconds. */
const mostLive = 200;

/** What is at the channel, and how each of it is doing. */
export function ListingsTab({ target }: { target: Target }) {
  const target_id = target.id;
  const { items, query } = useAllPages({
    queryKey: ['listings', { target_id }],
    read: (page) =>
      answer(api.GET('/api/channels/listings', { params: { query: { ...page, target_id } } })),
    refetchInterval: (listings) =>
      lookAgainIn(listings.length <= mostLive && listings.some(isUnderWay)),
  });

  return (
    <UntilLoaded query={query} what="the listings">
      {() => <ListingTable target={target} listings={items} />}
    </UntilLoaded>
  );
}

interface ListingTableProps {
  readonly target: Target;
  readonly listings: readonly Schemas['Listing'][];
}

function ListingTable({ target, listings }: ListingTableProps) {
  const { units } = useUnitSummaries();
  const rows = listings
    .map((listing) => ({ ...listing, name: unitName(units, listing.unit_id) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const { items, filterProps, paginationProps, collectionProps } = useCollection(rows, {
    filtering: { fields: ['name', 'external_listing_id', 'error_message'] },
    pagination: { pageSize: 25 },
  });
  const channel = channelNames[target.channel_type];

  return (
    <Table
      {...collectionProps}
      items={items}
      trackBy="id"
      wrapLines
      header={
        <Header
          counter={`(${rows.length})`}
          actions={
            <ButtonLink href={`/listings?target_id=${target.id}`}>Open in Listings</ButtonLink>
          }
        >
          Listings
        </Header>
      }
      filter={<TextFilter {...filterProps} filteringPlaceholder="Find a listing" />}
      pagination={<Pagination {...paginationProps} />}
      ariaLabels={{ tableLabel: 'Listings of this channel' }}
      empty={<Nothing target={target} isFiltered={rows.length > 0} />}
      columnDefinitions={[
        {
          ...{ id: 'unit', header: 'Unit', isRowHeader: true, minWidth: 180 },
          cell: ({ id, name }) => <Link href={`/listings/${id}`}>{name}</Link>,
        },
        {
          ...{ id: 'status', header: 'Status', minWidth: 260 },
          cell: (listing) => <ListingStatus listing={listing} channel={channel} target={target} />,
        },
        {
          ...{ id: 'external', header: `Id at ${channel}`, minWidth: 130 },
          cell: ({ external_listing_id }) => external_listing_id ?? '–',
        },
        {
          ...{ id: 'sent', header: 'Last sent', minWidth: 140 },
          cell: ({ last_synced_at }) => <Moment at={last_synced_at} none="Never" />,
        },
      ]}
    />
  );
}

function Nothing({ target, isFiltered }: { target: Target; isFiltered: boolean }) {
  if (isFiltered) return <Box>No listing is like that.</Box>;
  return (
    <SpaceBetween size="xs" alignItems="center">
      <Box>No unit is linked to this channel yet.</Box>
      <ButtonLink href={`/targets/${target.id}/mapping`}>Link units</ButtonLink>
    </SpaceBetween>
  );
}
