import { useCollection } from '@cloudscape-design/collection-hooks';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { External } from './mapping-rows.ts';
import { nameOf } from './options.ts';

interface ElsewhereProps {
  readonly externals: readonly External[];
  /** As the channel calls itself. */
  readonly name: string;
}

const columns: TableProps.ColumnDefinition<External>[] = [
  { id: 'name', header: 'Name', minWidth: 200, isRowHeader: true, cell: nameOf },
  { id: 'number', header: 'Number', minWidth: 110, cell: (each) => each.external_listing_id },
  {
    ...{ id: 'state', header: 'State', minWidth: 140 },
    cell: (each) => (each.is_archived ? 'Put away at the channel' : 'Linked to no unit'),
  },
];

/** What the channel has beside our units. */
export function Elsewhere({ externals, name }: ElsewhereProps) {
  const { items, collectionProps, paginationProps } = useCollection(externals, {
    pagination: { pageSize: 25 },
  });
  if (externals.length === 0) return null;

  return (
    <Table
      {...collectionProps}
      items={items}
      columnDefinitions={columns}
      trackBy="external_listing_id"
      wrapLines
      contentDensity="compact"
      ariaLabels={{ tableLabel: `Listings at ${name} linked to no unit` }}
      header={
        <Header
          variant="h2"
          counter={`(${externals.length})`}
          description="To keep one of them up to date from here, pick it beside its unit above."
        >
          At {name}, linked to no unit
        </Header>
      }
      pagination={externals.length > 25 && <Pagination {...paginationProps} />}
    />
  );
}
