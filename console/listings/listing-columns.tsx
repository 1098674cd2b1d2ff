import type { TableProps } from '@cloudscape-design/components/table';
import { Link } from '../common/link.tsx';
import { ListingStatus } from '../common/listing-status.tsx';
import { Moment } from '../common/moment.tsx';
import type { Target } from '../common/reading/targets.ts';
import type { ListingRow } from './listing-filter.ts';

type Column = TableProps.ColumnDefinition<ListingRow>;

const unitColumn: Column = {
  ...{ id: 'unit', header: 'Unit', sortingField: 'unit', minWidth: 170, isRowHeader: true },
  cell: ({ listing, unit }) => <Link href={`/listings/${listing.id}`}>{unit}</Link>,
};

const targetColumn: Column = {
  ...{ id: 'target', header: 'Channel account', sortingField: 'target', minWidth: 160 },
  cell: ({ listing, target }) => (
    <Link href={`/targets/${listing.target_id}`}>{target || 'The account'}</Link>
  ),
};

const sentColumn: Column = {
  ...{ id: 'sent', header: 'Sent last', minWidth: 130 },
  sortingComparator: (a, b) => order(a.listing.last_synced_at, b.listing.last_synced_at),
  cell: ({ listing }) => <Moment at={listing.last_synced_at} none="Never" />,
};

const numberColumn: Column = {
  ...{ id: 'number', header: 'Number at the channel', minWidth: 130 },
  sortingComparator: (a, b) => order(a.listing.external_listing_id, b.listing.external_listing_id),
  cell: ({ listing }) => listing.external_listing_id ?? 'None yet',
};

/** Those in trouble come first. */
const urgency: Readonly<Record<ListingRow['listing']['sync_status'], number>> = {
  error: 0,
  rate_limited: 1,
  pending: 2,
  ok: 3,
};

export function listingColumns(targets: ReadonlyMap<string, Target> | undefined): Column[] {
  const statusColumn: Column = {
    ...{ id: 'status', header: 'Status', minWidth: 230 },
    sortingComparator: byUrgency,
    cell: ({ listing, channel }) => (
      <ListingStatus listing={listing} channel={channel} target={targets?.get(listing.target_id)} />
    ),
  };
  return [unitColumn, statusColumn, targetColumn, sentColumn, numberColumn];
}

const byUrgency = (a: ListingRow, b: ListingRow) => urgencyOf(a) - urgencyOf(b);

const urgencyOf = ({ listing: { status, sync_status } }: ListingRow) =>
  status === 'error' ? 0 : status === 'archived' ? 4 : urgency[sync_status];

const order = (a: string | null, b: string | null) =>
  (a ?? '').localeCompare(b ?? '', 'en', { numeric: true });
