import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.tsx';
import type { useNewest } from './reading/use-newest.ts';

interface NewestTableProps<T> {
  readonly read: ReturnType<typeof useNewest<T>>;
  /** What they are, e.g. "bookings". */
  readonly what: string;
  readonly title: string;
  readonly columns: readonly TableProps.ColumnDefinition<T>[];
  readonly filter: ReactNode;
  readonly empty: ReactNode;
}

/** A list in the order in which the API has it, which goes on when that is asked for. */
export function NewestTable<T extends { readonly id: string }>(props: NewestTableProps<T>) {
  const { what, title, columns, filter, empty } = props;
  const { query, items, isReading } = props.read;
  if (query.error && items.length === 0)
    return (
      <ProblemAlert
        what={`Could not read the ${what}`}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  return (
    <Table
      items={items}
      columnDefinitions={columns}
      trackBy="id"
      ariaLabels={{ tableLabel: title }}
      loading={isReading}
      loadingText={`Reading the ${what}`}
      stickyHeader
      wrapLines
      header={<Header counter={`(${items.length}${query.hasNextPage ? '+' : ''})`}>{title}</Header>}
      filter={filter}
      empty={empty}
      footer={
        query.hasNextPage &&
        !isReading && (
          <Box textAlign="center">
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </Box>
        )
      }
    />
  );
}
