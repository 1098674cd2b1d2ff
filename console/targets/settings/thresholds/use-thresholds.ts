import { useState } from 'react';
import { useAction } from '../../../app/use-action.ts';
import { useFirstError } from '../../../common/reading/use-first-error.ts';
import { EditedMeanwhileError, type Read } from '../edit.ts';
import {
  changedIn,
  conflictsIn,
  onTopOf,
  saveThresholds,
  thresholdForm,
} from './edit-thresholds.ts';
import { type Name, problemOf, thresholdFields } from './fields.ts';

/** The thresholds that are being changed. They follow what others change until something is typed. */
export function useThresholds(read: Read) {
  const [from, setFrom] = useState(read);
  const [form, setForm] = useState(() => thresholdForm(read.data));
  const [isAsked, setAsked] = useState(false);
  const begin = (anew: Read) => {
    setFrom(anew);
    setForm(thresholdForm(anew.data));
    setAsked(false);
  };
  const edit = { from, form };
  const hasChanged = changedIn(edit).length > 0;
  if (read.etag !== from.etag && !hasChanged) begin(read);

  const save = useAction({
    failure: 'Could not save',
    run: saveThresholds,
    success: ({ name }) => `The thresholds of ${name} are changed.`,
    onDone: (data) => begin({ data, etag: null }),
    showsItself: true,
  });
  const meanwhile = save.error instanceof EditedMeanwhileError ? save.error.now : undefined;
  const problems = thresholdFields.flatMap((field) => {
    const problem = problemOf(field, form[field.name]);
    return problem === undefined ? [] : [[field.name, problem] as const];
  });
  const errors: Partial<Record<Name, string>> = isAsked ? Object.fromEntries(problems) : {};

  return {
    ...{ form, errors, hasChanged, setForm },
    ref: useFirstError(Object.keys(errors).join()),
    isPending: save.isPending,
    refused: meanwhile === undefined ? save.error : null,
    conflicts: meanwhile && conflictsIn(edit, meanwhile.data),
    save: () => {
      setAsked(true);
      if (problems.length === 0 && !save.isPending) save.mutate(edit);
    },
    /** On top of what others have made of it. */
    keepMine: () => meanwhile && save.mutate(onTopOf(meanwhile, edit)),
    /** What was typed is let go of. */
    takeTheirs: () => {
      begin(meanwhile ?? read);
      save.reset();
    },
  };
}
