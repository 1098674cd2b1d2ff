import { useState } from 'react';
import { differingParts, type Part } from '../versions/unit-changes.ts';
import type { UnitDraft } from './unit-draft.ts';

/** What is edited: a version that was read, or nothing yet. */
export interface Base {
  readonly draft: UnitDraft;
  /** Of the version; null for a unit that is not there yet. */
  readonly etag: string | null;
}

/** Says what becomes of what is there by then, which may be newer than what was shown when somebody clicked. */
export type Edit = (draft: UnitDraft) => Partial<UnitDraft>;

interface Edited {
  readonly base: Base;
  readonly draft: UnitDraft;
}

export interface Editing extends Edited {
  /** What differs from the base: nothing else is unsaved. */
  readonly changed: readonly Part[];
  readonly change: (edit: Edit) => void;
  /** Goes on from another base, e.g. when somebody was faster. */
  readonly goOn: (edited: Edited) => void;
  readonly discard: () => void;
}

/** What is typed, over the version it began with: newer ones that are read meanwhile change nothing under somebody's hands. */
export function useDraft(newest: Base): Editing {
  const [edited, setEdited] = useState<Edited>();
  const unchanged = { base: newest, draft: newest.draft };
  const { base, draft } = edited ?? unchanged;

  return {
    base,
    draft,
    changed: differingParts(base.draft, draft),
    change: (edit) =>
      setEdited((before = unchanged) => ({
        base: before.base,
        draft: { ...before.draft, ...edit(before.draft) },
      })),
    goOn: setEdited,
    discard: () => setEdited(undefined),
  };
}
