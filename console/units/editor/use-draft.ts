import { useState } from 'react';
import { differingParts, type Part } from '../versions/unit-changes.ts';
import type { UnitDraft } from './unit-draft.ts';

/** What is edited: a version that was read, or nothing yet. */
export interface Base {
  readonly draft: UnitDraft;
  /** Of the version; null for a unit that is not there yet. */
  readonly etag: string | null;
}

interface Edited {
  readonly base: Base;
  readonly draft: UnitDraft;
}

export interface Editing extends Edited {
  /** What differs from the base: nothing else is unsaved. */
  readonly changed: readonly Part[];
  readonly change: (changed: Partial<UnitDraft>) => void;
  /** Goes on from another base, e.g. when somebody was faster. */
  readonly goOn: (edited: Edited) => void;
  readonly discard: () => void;
}

/** What is typed, over the version it began with: newer ones that are read meanwhile change nothing under somebody's hands. */
export function useDraft(newest: Base): Editing {
  const [edited, setEdited] = useState<Edited>();
  const { base, draft } = edited ?? { base: newest, draft: newest.draft };

  return {
    base,
    draft,
    changed: differingParts(base.draft, draft),
    change: (changed) => setEdited({ base, draft: { ...draft, ...changed } }),
    goOn: setEdited,
    discard: () => setEdited(undefined),
  };
}
