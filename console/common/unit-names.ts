import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { answer, api, type Schemas } from '../http/client.ts';

export type UnitSummary = Schemas['UnitSummary'];

const none: ReadonlyMap<string, UnitSummary> = new Map();

/** All units in short, page after page as they come; `units` has those that are there by now, by id. */
export function useUnitSummaries() {
  const query = useInfiniteQuery({
    queryKey: ['unit-summaries'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/supply/unit-summaries', {
          params: { query: { limit: 100, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 30_000,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const units = useMemo(() => byId(data?.pages), [data]);

  return {
    units,
    isComplete: data !== undefined && !hasNextPage,
    error: query.error,
    refetch: query.refetch,
  };
}

function byId(
  pages: readonly { readonly items: readonly UnitSummary[] }[] | undefined,
): ReadonlyMap<string, UnitSummary> {
  if (pages === undefined) return none;
  return new Map(pages.flatMap(({ items }) => items.map((unit) => [unit.id, unit] as const)));
}

/** What to call a unit of which only the id may be known yet. */
export function unitName(units: ReadonlyMap<string, UnitSummary>, id: string | null): string {
  if (id === null) return 'No unit';
  return units.get(id)?.name ?? `Unit ${id.slice(0, 8)}`;
}
