import type { UnitDraft } from './unit-draft.ts';
import type { FieldErrors } from './unit-rules.ts';
import type { Edit } from './use-draft.ts';

/** What every part of the form works on. */
export interface Form {
  readonly draft: UnitDraft;
  readonly errors: FieldErrors;
  readonly change: (edit: Edit) => void;
}
