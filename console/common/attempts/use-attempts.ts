import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Attempt } from './attempt-words.ts';

interface AttemptsPage {
  readonly items: readonly Attempt[];
  readonly next_cursor: string | null;
}

interface AttemptsQuery {
  readonly queryKey: readonly unknown[];
  readonly read: (query: { limit: number; cursor?: string }) => Promise<AttemptsPage>;
  readonly isEnabled?: boolean;
  readonly refetchInterval?: number;
}

/** Attempts page by page, newest first. */
export function useAttempts({ queryKey, read, isEnabled = true, refetchInterval }: AttemptsQuery) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read({ limit: 25, ...(pageParam !== '' && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    enabled: isEnabled,
    placeholderData: (before) => before,
    ...(refetchInterval !== undefined && { refetchInterval }),
  });
  const { data } = query;
  const attempts = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);

  return { query, attempts };
}
