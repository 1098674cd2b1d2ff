import { expect, it } from 'vitest';
import { ProblemError } from '../../../console/http/problem.ts';
import {
  accountErrors,
  accountForm,
  accountOf,
  credentialsErrors,
  credentialsOf,
  errorsByField,
  noCredentials,
} from '../../../console/targets/account-form.ts';

const target = {
  ...{ name: 'Miami', base_url: 'https://api.hostaway.com/v1' },
  rate_limit_config: { max_requests: 12, window_seconds: 10 },
};
const refusal = (type: string, errors?: { path: string; message: string }[]) =>
  new ProblemError({
    ...{ type: `/problems/${type}`, title: type, status: 422, detail: 'No.' },
    ...(errors && { errors }),
  });

it('a target comes out of its form as it went in', () => {
  expect(accountOf(accountForm(target))).toEqual(target);
});

it.each([
  { change: { name: '  ' }, field: 'name' },
  { change: { base_url: 'api.hostaway.com' }, field: 'base_url' },
  { change: { base_url: 'ftp://api.hostaway.com' }, field: 'base_url' },
  { change: { max_requests: '0' }, field: 'max_requests' },
  { change: { max_requests: '1.5' }, field: 'max_requests' },
  { change: { max_requests: '1001' }, field: 'max_requests' },
  { change: { window_seconds: '' }, field: 'window_seconds' },
  { change: { window_seconds: '3601' }, field: 'window_seconds' },
])('$change is wrong in $field, and nothing else is', ({ change, field }) => {
  expect(Object.keys(accountErrors({ ...accountForm(target), ...change }))).toEqual([field]);
});

it('finds nothing wrong with what the API takes', () => {
  expect(accountErrors(accountForm(target))).toEqual({});
});

it('hands over only the credentials of the kind that was chosen, trimmed', () => {
  const form = { ...noCredentials, account_id: ' 61148 ', api_key: 'key', api_token: 'token' };

  expect(credentialsOf(form).credentials).toEqual({ account_id: '61148', api_key: 'key' });
  expect(credentialsOf({ ...form, kind: 'token' }).credentials).toEqual({ api_token: 'token' });
});

it('credentials are good until the end of their last day', () => {
  const { credentials_expires_at: end } = credentialsOf({
    ...noCredentials,
    expires_on: '2027-03-01',
  });

  expect(Date.parse(end ?? '')).toBe(new Date(2027, 2, 1, 23, 59, 59).getTime());
  expect(credentialsOf(noCredentials).credentials_expires_at).toBeNull();
});

it('asks for what the kind needs', () => {
  expect(Object.keys(credentialsErrors(noCredentials))).toEqual(['account_id', 'api_key']);
  expect(Object.keys(credentialsErrors({ ...noCredentials, kind: 'token' }))).toEqual([
    'api_token',
  ]);
});

it.each([
  { path: 'credentials', kind: 'key', field: 'api_key' },
  { path: 'credentials', kind: 'token', field: 'api_token' },
  { path: 'credentials.account_id', kind: 'key', field: 'account_id' },
  { path: 'rate_limit_config.max_requests', kind: 'key', field: 'max_requests' },
  { path: 'credentials_expires_at', kind: 'key', field: 'expires_on' },
] as const)('an error of $path is shown beside $field', ({ path, kind, field }) => {
  const error = refusal('validation', [{ path, message: 'is wrong' }]);

  expect(errorsByField(error, kind)).toEqual({ fields: { [field]: 'is wrong' }, rest: false });
});

it("tells the channel's own answer", () => {
  const error = refusal('credentials-rejected', [{ path: 'credentials', message: 'HTTP 403' }]);

  expect(errorsByField(error, 'key').fields.api_key).toBe('No. Its answer: HTTP 403');
});

it('a name that is taken is the name field’s', () => {
  expect(errorsByField(refusal('name-taken'), 'key')).toEqual({
    fields: { name: 'No.' },
    rest: false,
  });
});

it.each([
  { error: refusal('channel-rate-limited'), rest: true },
  { error: refusal('validation', [{ path: 'other', message: '' }]), rest: true },
  { error: new TypeError('broken'), rest: true },
  { error: null, rest: false },
])('what belongs to no field is left over: $rest', ({ error, rest }) => {
  expect(errorsByField(error, 'key')).toEqual({ fields: {}, rest });
});
