import type { Schemas } from '../http/client.ts';
import { messageOf, ProblemError } from '../http/problem.ts';

/** How the account is reached, as it is typed. */
export interface AccountForm {
  readonly name: string;
  readonly base_url: string;
  readonly max_requests: string;
  readonly window_seconds: string;
}

/** With what it is reached, as it is typed. */
export interface CredentialsForm {
  readonly kind: 'key' | 'token';
  readonly account_id: string;
  readonly api_key: string;
  readonly api_token: string;
  /** A day (2026-01-31) in the viewer's zone, or ''. */
  readonly expires_on: string;
}

export type Field = keyof AccountForm | Exclude<keyof CredentialsForm, 'kind'>;
export type FieldErrors = Readonly<Partial<Record<Field, string>>>;

export const noCredentials: CredentialsForm = {
  ...{ kind: 'key', account_id: '', api_key: '', api_token: '' },
  expires_on: '',
};

/** The form of a target as it is. */
export function accountForm(
  target: Pick<Schemas['Target'], 'name' | 'base_url' | 'rate_limit_config'>,
): AccountForm {
  const { max_requests, window_seconds } = target.rate_limit_config ?? {};
  return {
    name: target.name,
    base_url: target.base_url,
    max_requests: String(max_requests ?? ''),
    window_seconds: String(window_seconds ?? ''),
  };
}

/** As the API takes it. */
export function accountOf(form: AccountForm) {
  const { name, base_url, max_requests, window_seconds } = form;
  return {
    ...{ name: name.trim(), base_url: base_url.trim() },
    rate_limit_config: {
      max_requests: Number(max_requests),
      window_seconds: Number(window_seconds),
    },
  };
}

/** As the API takes it: what is not of the kind that was chosen is left out. They end when their last day does. */
export function credentialsOf(form: CredentialsForm) {
  const { kind, account_id, api_key, api_token, expires_on } = form;
  return {
    credentials:
      kind === 'token'
        ? { api_token: api_token.trim() }
        : { account_id: account_id.trim(), api_key: api_key.trim() },
    credentials_expires_at:
      expires_on === '' ? null : new Date(`${expires_on}T23:59:59`).toISOString(),
  };
}

/** What the API would refuse as it stands. */
export function accountErrors(form: AccountForm): FieldErrors {
  return {
    ...(form.name.trim() === '' && { name: 'Give it a name.' }),
    ...(!isAddress(form.base_url) && { base_url: 'An address that begins with https://' }),
    ...(!isWhole(form.max_requests, 1_000) && { max_requests: 'A whole number from 1 to 1000' }),
    ...(!isWhole(form.window_seconds, 3_600) && {
      window_seconds: 'A whole number from 1 to 3600',
    }),
  };
}

export function credentialsErrors(form: CredentialsForm): FieldErrors {
  const isMissing = (name: 'account_id' | 'api_key' | 'api_token') => form[name].trim() === '';
  if (form.kind === 'token') return isMissing('api_token') ? { api_token: 'Enter the token.' } : {};

  return {
    ...(isMissing('account_id') && { account_id: 'Enter the account id.' }),
    ...(isMissing('api_key') && { api_key: 'Enter the API key.' }),
  };
}

const isAddress = (text: string) => /^https?:$/.test(URL.parse(text.trim())?.protocol ?? '');
const isWhole = (text: string, most: number) =>
  /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most;

/** What the API said of which field; `rest` is true when it said something that belongs to none. */
export function errorsByField(
  error: unknown,
  kind: CredentialsForm['kind'],
): { readonly fields: FieldErrors; readonly rest: boolean } {
  if (!(error instanceof ProblemError)) return { fields: {}, rest: error !== null };
  if (error.problem.type.endsWith('/name-taken'))
    return { fields: { name: error.message }, rest: false };
  const fields: Partial<Record<Field, string>> = {};
  let rest = (error.problem.errors ?? []).length === 0;
  for (const { path, message } of error.problem.errors ?? []) {
    const field = fieldOf(path, kind);
    if (field === undefined) rest = true;
    else fields[field] = wordsOf(error, message);
  }
  return { fields, rest };
}

/** The last part of the path is the field's name; credentials as a whole are about what is secret in them. */
function fieldOf(path: string, kind: CredentialsForm['kind']): Field | undefined {
  if (path === 'credentials') return kind === 'token' ? 'api_token' : 'api_key';
  if (path === 'credentials_expires_at') return 'expires_on';
  return fieldNames.find((name) => name === path.split('.').at(-1));
}

const fieldNames: readonly Field[] = [
  ...(['name', 'base_url', 'max_requests', 'window_seconds'] as const),
  ...(['account_id', 'api_key', 'api_token'] as const),
];

/** Where the channel itself has answered, what that means and what it said. */
function wordsOf(error: ProblemError, message: string): string {
  return error.problem.type.endsWith('/validation')
    ? message
    : `${messageOf(error)} Its answer: ${message}`;
}
