import { useCollection } from '@cloudscape-design/collection-hooks';
import type { TableProps } from '@cloudscape-design/components/table';
import { useParam } from './use-param.ts';

const pageSize = 50;

/**
 * A table's items by pages of fifty, sorted by one of its columns. Which one is part of the page's address: `sort=health`, or
 * `sort=-health` downwards.
 *
 * @param usual the column's id by which they are sorted at first
 */
export function useSortedPages<Item>(
  all: readonly Item[],
  columns: readonly TableProps.ColumnDefinition<Item>[],
  usual: string,
) {
  const [sort, setSort] = useParam('sort', usual);
  const sortingColumn = columns.find(({ id }) => id === sort.replace(/^-/, '')) ?? {};
  const { items, collectionProps, paginationProps } = useCollection(all, {
    pagination: { pageSize },
    sorting: { defaultState: { sortingColumn, isDescending: sort.startsWith('-') } },
  });
  const onSortingChange: typeof collectionProps.onSortingChange = (event) => {
    collectionProps.onSortingChange?.(event);
    const { sortingColumn, isDescending = false } = event.detail;
    const id = columns.find((column) => column === sortingColumn)?.id ?? usual;
    setSort(isDescending ? `-${id}` : id);
  };

  return {
    tableProps: { ...collectionProps, items, onSortingChange },
    paginationProps,
    hasPages: all.length > pageSize,
  };
}
