import { useState } from 'react';
import { useAction } from '../../app/use-action.ts';
import { useFirstError } from '../../common/reading/use-first-error.ts';
import {
  type AccountForm,
  accountErrors,
  accountForm,
  type CredentialsForm,
  credentialsErrors,
  errorsByField,
  type FieldErrors,
  noCredentials,
} from '../account-form.ts';
import {
  EditedMeanwhileError,
  isChanged,
  isElsewhere,
  onTopOf,
  type Read,
  saveEdit,
} from './edit.ts';

/** What is being changed of a target. It follows what others change until something is typed. */
export function useEdit(read: Read) {
  const [from, setFrom] = useState(read);
  const [form, setForm] = useState(() => accountForm(read.data));
  const [credentials, setCredentials] = useState(noCredentials);
  const [found, setFound] = useState<FieldErrors>({});
  const begin = (anew: Read) => {
    setFrom(anew);
    setForm(accountForm(anew.data));
    setCredentials(noCredentials);
    setFound({});
  };
  const edit = { from, form, credentials };
  if (read.etag !== from.etag && !isChanged(edit)) begin(read);

  const save = useAction({
    failure: 'Could not save',
    run: (base: Read) => saveEdit(base === from ? edit : onTopOf(base, edit)),
    success: ({ name }) => `${name} is changed.`,
    onDone: (data) => begin({ data, etag: null }),
    showsItself: true,
  });
  const meanwhile = save.error instanceof EditedMeanwhileError ? save.error.now : undefined;
  const refused = meanwhile === undefined ? save.error : null;
  const { fields, rest } = errorsByField(refused, credentials.kind);
  const errors = { ...fields, ...found };

  return {
    ...{ edit, errors, meanwhile, refused, rest },
    ref: useFirstError(Object.keys(errors).join()),
    isPending: save.isPending,
    isElsewhere: isElsewhere(from.data, form),
    change: (part: Partial<AccountForm>) => setForm((before) => ({ ...before, ...part })),
    changeCredentials: (part: Partial<CredentialsForm>) =>
      setCredentials((before) => ({ ...before, ...part })),
    /** With `base` on top of what others have made of it. */
    save: (base = from) => {
      const problems = {
        ...accountErrors(form),
        ...(isElsewhere(from.data, form) && credentialsErrors(credentials)),
      };
      setFound(problems);
      if (Object.keys(problems).length === 0 && !save.isPending) save.mutate(base);
    },
    /** What was typed is let go of. */
    beginAnew: (anew: Read) => {
      begin(anew);
      save.reset();
    },
  };
}
