import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { lookAgainIn } from '../common/reading/live.ts';
import { answer, api, type Schemas } from '../http/client.ts';
import type { AlertFilter } from './use-chosen.ts';

export type AlertRecord = Schemas['Alert'];

/**
 * Alerts as they are kept: the open ones all of them, of the past ones the newest, and earlier ones when they are asked for. A page may
 * have none of those that are wanted; then the next one is read.
 */
export function useAlerts(filter: AlertFilter) {
  const isOpen = filter.state === 'open';
  const query = useInfiniteQuery({
    queryKey: ['alerts', filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/channels/alerts', {
          params: {
            query: { ...filter, limit: 100, ...(pageParam !== '' && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: isOpen ? lookAgainIn(false) : false,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const alerts = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const isLacking = hasNextPage && (isOpen || alerts.length === 0);
  useEffect(() => {
    if (isLacking && !isFetching && !isError) void fetchNextPage();
  }, [isLacking, isFetching, isError, fetchNextPage]);

  return { query, alerts, isComplete: data !== undefined && !isLacking };
}
