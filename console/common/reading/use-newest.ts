import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { PageOf } from '../../http/client.ts';
import { lookAgainIn } from './live.ts';

interface Newest<T> {
  readonly queryKey: QueryKey;
  readonly read: (query: { limit: number; cursor?: string }) => Promise<PageOf<T>>;
  /** Whether something is to happen to one of them soon. @default false */
  readonly isUnderWay?: (item: T) => boolean;
}

const most = 50;

/** A list from its beginning on, and more of it when that is asked for. A page may have none of what is wanted; then the next is read. */
export function useNewest<T>({ queryKey, read, isUnderWay = () => false }: Newest<T>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) =>
      read({ limit: most, ...(pageParam !== '' && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) =>
      lookAgainIn(state.data?.pages.some(({ items }) => items.some(isUnderWay)) ?? false),
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const isLacking = hasNextPage && items.length === 0;
  useEffect(() => {
    if (isLacking && !isFetching && !isError) void fetchNextPage();
  }, [isLacking, isFetching, isError, fetchNextPage]);

  return { query, items, isReading: data === undefined || isLacking };
}
