import { useState } from 'react';
import type { MappingRow } from './mapping-rows.ts';
import type { Wish } from './use-linking.ts';

/** In place of a channel's listing: a new one is to be made. */
export const asNew = 'new';

/** Which units are chosen, and what each is to be linked to: its proposal, unless the operator says otherwise. */
export function useChoices(rows: readonly MappingRow[], first: string) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(first === '' ? [] : [first]),
  );
  const [picks, setPicks] = useState<ReadonlyMap<string, string>>(new Map());
  const pickOf = ({ unit, proposal }: MappingRow) =>
    picks.get(unit.id) ?? proposal?.external_listing_id ?? asNew;
  const wanted = rows.filter((row) => chosen.has(row.unit.id) && isLinkable(row));
  const wishes = wanted.map((row): Wish => {
    const pick = pickOf(row);
    return { unit_id: row.unit.id, external_listing_id: pick === asNew ? undefined : pick };
  });

  return {
    ...{ chosen, pickOf, wishes },
    /** What is picked for a unit that is chosen, or was picked by hand: nobody else can have it. */
    taken: new Set([
      ...wishes.flatMap(({ external_listing_id }) => external_listing_id ?? []),
      ...picks.values(),
    ]),
    choose: (ids: readonly string[], isChosen: boolean) =>
      setChosen((all) =>
        isChosen ? new Set([...all, ...ids]) : new Set([...all].filter((id) => !ids.includes(id))),
      ),
    pick: (id: string, external: string) => {
      setPicks((all) => new Map(all).set(id, external));
      setChosen((all) => new Set([...all, id]));
    },
  };
}

export type Choices = ReturnType<typeof useChoices>;

export const isLinkable = ({ listing, obstacle }: MappingRow): boolean =>
  listing === undefined && obstacle === undefined;
