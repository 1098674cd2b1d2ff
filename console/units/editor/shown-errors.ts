import { isStatus } from '../../http/problem.ts';
import type { UnitDraft } from './unit-draft.ts';
import { isFieldPath } from './unit-fields.ts';
import type { FieldErrors } from './unit-rules.ts';

/** What the API has refused of a draft: beside a field until it is changed. */
export function refusedIn(
  draft: UnitDraft,
  { error, sent }: { error: unknown; sent: UnitDraft | undefined },
): FieldErrors {
  if (!isStatus(error, 422) || sent === undefined) return {};
  const stands = (path: string) =>
    isFieldPath(path) ? draft.texts[path] === sent.texts[path] : isSameList(path, draft, sent);
  const errors = error.problem.errors ?? [];

  return Object.fromEntries(
    errors.flatMap(({ path, message }) => (stands(path) ? [[path, message]] : [])),
  );
}

function isSameList(path: string, draft: UnitDraft, sent: UnitDraft): boolean {
  if (path.startsWith('beds')) return draft.beds === sent.beds;
  if (path.startsWith('amenities')) return draft.amenities === sent.amenities;
  return !path.startsWith('media_assets') || draft.media_assets === sent.media_assets;
}
