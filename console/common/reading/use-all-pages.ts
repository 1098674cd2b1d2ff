import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { PageOf } from '../../http/client.ts';

/** Of what a channel has: `complete` is false when the pages so far may lack something. */
type Read<T> = PageOf<T> & { readonly complete?: boolean };

interface AllPages<T> {
  readonly queryKey: QueryKey;
  readonly read: (query: { limit: number; cursor?: string }) => Promise<Read<T>>;
  /** @default 30 s */
  readonly staleTime?: number;
  /** How long (ms) until everything is read anew. @default never by itself */
  readonly refetchInterval?: (items: readonly T[]) => number;
}

const none: readonly never[] = [];

/** Everything in a list, page after page as they come; `items` has what is there by now. */
export function useAllPages<T>({
  queryKey,
  read,
  staleTime = 30_000,
  refetchInterval,
}: AllPages<T>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) =>
      read({ limit: 100, ...(pageParam !== '' && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    staleTime,
    refetchInterval: ({ state }) => refetchInterval?.(itemsOf(state.data?.pages)) ?? false,
  });
  const { data, error, hasNextPage, isFetching, isError, fetchNextPage, refetch } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const items = useMemo(() => itemsOf(data?.pages), [data]);

  return { items, isComplete: data !== undefined && !hasNextPage, error, refetch, query };
}

function itemsOf<T>(pages: readonly PageOf<T>[] | undefined): readonly T[] {
  return pages === undefined ? none : pages.flatMap(({ items }) => items);
}
