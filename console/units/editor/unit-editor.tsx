import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { LeaveGuard } from '../../common/leave-guard.tsx';
import { useFirstError } from '../../common/reading/use-first-error.ts';
import { isStatus } from '../../http/problem.ts';
import { SaveBar } from './save-bar.tsx';
import { refusedIn } from './shown-errors.ts';
import { UnitForm } from './unit-form.tsx';
import { errorsOf } from './unit-rules.ts';
import type { Editing } from './use-draft.ts';
import { useLinkedField } from './use-linked-field.ts';
import type { useSave } from './use-save.ts';

interface UnitEditorProps {
  readonly editing: Editing;
  readonly save: ReturnType<typeof useSave>;
  readonly isNew: boolean;
  /** What saving leads to. */
  readonly next: string;
  /** Somebody else was faster. */
  readonly onConflict?: () => void;
}

/** The form of a unit. What breaks a rule is told beside its field, and the first of these gets the focus. */
export function UnitEditor({ editing, save, isNew, next, onConflict }: UnitEditorProps) {
  const { base, draft, changed, change, discard } = editing;
  const [tries, setTries] = useState(0);
  // What the API refuses is shown when its answer is there, after the try.
  const refused = save.isError ? save.submittedAt : '';
  const place = useFirstError(tries === 0 ? '' : `${tries} ${refused}`);
  useLinkedField(place);
  const broken = errorsOf(draft);
  const errors = {
    ...(tries > 0 && broken),
    ...refusedIn(draft, { error: save.error, sent: save.variables?.draft }),
  };
  const submit = () => {
    setTries(tries + 1);
    if (Object.keys(broken).length > 0) return;
    save.mutate(
      { draft, etag: base.etag },
      {
        onSuccess: () => setTries(0),
        onError: (error) => isStatus(error, 412) && onConflict?.(),
      },
    );
  };

  return (
    <form
      ref={place}
      noValidate
      aria-label="Unit"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <LeaveGuard isDirty={changed.length > 0} />
      <SpaceBetween size="l">
        <UnitForm form={{ draft, errors, change }} />
        <SaveBar
          {...{ isNew, next, errors, changed }}
          isSaving={save.isPending}
          error={save.error}
          onDiscard={() => {
            discard();
            save.reset();
            setTries(0);
          }}
        />
      </SpaceBetween>
    </form>
  );
}
