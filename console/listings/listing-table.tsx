import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import { ProblemAlert } from '../common/problem-alert.tsx';
import { useSortedPages } from '../common/reading/use-sorted-pages.ts';
import { listingColumns } from './listing-columns.tsx';
import { isMatch } from './listing-filter.ts';
import { ListingFilters } from './listing-filters.tsx';
import { NoListings } from './no-listings.tsx';
import { useChosen } from './use-chosen.ts';
import { useListingRows } from './use-listing-rows.ts';

/** Listings by pages of fifty, so that two thousand are as calm as twenty. Filters and order are in the page's address. */
export function ListingTable() {
  const chosen = useChosen();
  const { rows, isComplete, error, refetch, targets } = useListingRows(chosen.filter);
  const { text } = chosen;
  const shown = useMemo(() => rows.filter((row) => isMatch(row, text)), [rows, text]);
  const columns = useMemo(() => listingColumns(targets), [targets]);
  const { tableProps, paginationProps } = useSortedPages(shown, columns, 'unit');
  const total = isComplete ? String(rows.length) : `${rows.length}+`;

  if (error && rows.length === 0)
    return (
      <ProblemAlert
        what="Could not read the listings"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  return (
    <Table
      {...tableProps}
      columnDefinitions={columns}
      trackBy={({ listing }) => listing.id}
      ariaLabels={{ tableLabel: 'Listings' }}
      loading={rows.length === 0 && !isComplete}
      loadingText="Reading the listings"
      stickyHeader
      wrapLines
      header={
        <Header counter={text === '' ? `(${total})` : `(${shown.length} of ${total})`}>
          {chosen.isFiltered ? 'Listings that are like that' : 'All listings'}
        </Header>
      }
      filter={<ListingFilters chosen={chosen} />}
      pagination={<Pagination {...paginationProps} />}
      empty={<NoListings isFiltered={chosen.isFiltered} />}
    />
  );
}
