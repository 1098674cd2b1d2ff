import { useMemo } from 'react';
import { answer, api, type Schemas } from '../../http/client.ts';
import { useAllPages } from './use-all-pages.ts';

export type UnitSummary = Schemas['UnitSummary'];

/** All units in short, page after page as they come; `units` has those that are there by now, by id. */
export function useUnitSummaries() {
  const { items, isComplete, error, refetch } = useAllPages<UnitSummary>({
    queryKey: ['unit-summaries'],
    read: (query) => answer(api.GET('/api/supply/unit-summaries', { params: { query } })),
  });
  const units = useMemo(() => new Map(items.map((unit) => [unit.id, unit] as const)), [items]);

  return { units, isComplete, error, refetch };
}

/** What to call a unit of which only the id may be known yet. */
export function unitName(units: ReadonlyMap<string, UnitSummary>, id: string | null): string {
  if (id === null) return 'No unit';
  return units.get(id)?.name ?? `Unit ${id.slice(0, 8)}`;
}
