import { useState } from 'react';
import { refusalOf, restOf } from '../../common/words/field-errors.ts';
import { emptyDraft, errorsIn, type NightsDraft, type NightsErrors } from './nights-draft.ts';

const fields = ['from', 'to', 'status', 'price', 'min_nights'] as const;

/** Where a field stands in what the API is sent. */
const pathOf = (field: string) => `ranges.0.${field}`;

/** A change of nights while it is typed, and what is wrong with it: first what we find, then what the API has refused (`refused`). */
export function useNightsDraft(currency: string, refused: unknown) {
  const [draft, setDraft] = useState(emptyDraft);
  const [found, setFound] = useState<NightsErrors>({});
  const [checked, setChecked] = useState<NightsDraft>();
  const problems = errorsIn(draft, currency);
  // What was refused is what was sent: a field that differs from it by now may be right.
  const refusals: NightsErrors = {};
  for (const field of fields) {
    const message = refusalOf(refused, pathOf(field));
    if (message !== undefined && draft[field] === checked?.[field]) refusals[field] = message;
  }

  return {
    draft,
    set: (change: Partial<NightsDraft>) => {
      setDraft({ ...draft, ...change });
      setFound({});
    },
    errors: { ...refusals, ...found },
    isReady: Object.keys(problems).length === 0,
    rest: restOf(refused, fields.map(pathOf)),
    /** Whether the draft can be sent; else its problems are shown. */
    check: () => {
      setFound(problems);
      setChecked(draft);
      return Object.keys(problems).length === 0;
    },
  };
}
