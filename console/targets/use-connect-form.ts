import { useState } from 'react';
import { useFirstError } from '../common/reading/use-first-error.ts';
import {
  type AccountForm,
  accountErrors,
  accountForm,
  type CredentialsForm,
  credentialsErrors,
  errorsByField,
  type FieldErrors,
  noCredentials,
} from './account-form.ts';
import { hostaway } from './channels.ts';

/** What is typed to connect an account, and what is wrong with it: as it stands, or as the API said last (`refusal`). */
export function useConnectForm(refusal: unknown) {
  const [account, setAccount] = useState(() => accountForm({ name: 'Hostaway', ...hostaway }));
  const [credentials, setCredentials] = useState(noCredentials);
  const [found, setFound] = useState<FieldErrors>({});
  const [tries, setTries] = useState(0);
  const refused = errorsByField(refusal, credentials.kind);
  const errors = { ...refused.fields, ...found };
  const ref = useFirstError(`${tries} ${Object.keys(errors).join()}`);

  const check = () => {
    const problems = { ...accountErrors(account), ...credentialsErrors(credentials) };
    setFound(problems);
    setTries(tries + 1);
    return Object.keys(problems).length === 0;
  };

  return {
    ...{ account, credentials, errors, ref, check },
    rest: refused.rest,
    changeAccount: (change: Partial<AccountForm>) =>
      setAccount((before) => ({ ...before, ...change })),
    changeCredentials: (change: Partial<CredentialsForm>) =>
      setCredentials((before) => ({ ...before, ...change })),
  };
}

export type ConnectForm = ReturnType<typeof useConnectForm>;
