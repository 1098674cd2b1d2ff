import { expect, it } from 'vitest';
import { accountForm, noCredentials } from '../../../console/targets/account-form.ts';
import {
  conflictsIn,
  isChanged,
  isElsewhere,
  onTopOf,
} from '../../../console/targets/settings/edit.ts';
import type { Target } from '../../../console/targets/target-queries.ts';

const aTarget = (over: Partial<Target> = {}): Target => ({
  id: '178c07a1-2977-40e3-91ef-6427fcc0995b',
  ...{ org_id: 'demo', account_id: 'main', name: 'Miami', channel_type: 'hostaway' },
  ...{ sync_mode: 'api', is_active: true, base_url: 'https://api.hostaway.com/v1' },
  ...{ credentials_ref: 'ref', credentials_expires_at: null },
  rate_limit_config: { max_requests: 12, window_seconds: 10 },
  ...{ last_health_check_at: null, health_status: 'healthy', health_message: null },
  ...{ blocked_until: null, block_reason: null, settings: { field_mapping: 'public_api' } },
  created_at: '2026-11-28T09:00:00.000Z',
  updated_at: '2026-11-28T09:00:00.000Z',
  ...{ deleted_at: null, warnings: [] },
  ...over,
});
const from = { data: aTarget(), etag: '"1"' };
const mine = (change = {}) => ({ from, form: { ...accountForm(from.data), ...change } });

it.each([
  { case: 'nobody changed anything', change: {}, now: {}, expected: [] },
  { case: 'only I did', change: { name: 'Rome' }, now: {}, expected: [] },
  { case: 'only they did', change: {}, now: { name: 'Paris' }, expected: [] },
  {
    case: 'we changed different fields',
    change: { name: 'Rome' },
    now: { base_url: 'https://other.example' },
    expected: [],
  },
  { case: 'we agree', change: { name: 'Rome' }, now: { name: 'Rome' }, expected: [] },
  {
    case: 'we changed the same field',
    change: { name: 'Rome' },
    now: { name: 'Paris' },
    expected: [{ field: 'name', mine: 'Rome', theirs: 'Paris' }],
  },
  {
    case: 'we changed the two numbers of the rate limit',
    change: { max_requests: '20' },
    now: { rate_limit_config: { max_requests: 12, window_seconds: 60 } },
    expected: [{ field: 'rate', mine: '20 calls in 10 seconds', theirs: '12 calls in 60 seconds' }],
  },
])('when $case the conflicts are $expected', ({ change, now, expected }) => {
  expect(conflictsIn(mine(change), aTarget(now))).toEqual(expected);
});

it('leaves to others what only they have changed, when mine is kept', () => {
  const edit = { ...mine({ name: 'Rome' }), credentials: noCredentials };
  const theirs = { name: 'Paris', rate_limit_config: { max_requests: 6, window_seconds: 10 } };
  const now = { data: aTarget(theirs), etag: '"2"' };

  const kept = onTopOf(now, edit);

  expect(kept.from).toBe(now);
  expect(kept.form).toEqual({ ...accountForm(now.data), name: 'Rome' });
});

it('knows whether anything was changed', () => {
  expect(isChanged(mine())).toBe(false);
  expect(isChanged(mine({ name: 'Miami ' }))).toBe(false);
  expect(isChanged(mine({ window_seconds: '11' }))).toBe(true);
});

it.each([
  { base_url: 'https://api.hostaway.com/v2', expected: false },
  { base_url: 'https://api.hostaway.com:8443/v1', expected: true },
  { base_url: 'http://api.hostaway.com/v1', expected: true },
  { base_url: 'https://other.example', expected: true },
])('$base_url is elsewhere, which takes credentials: $expected', ({ base_url, expected }) => {
  expect(isElsewhere(from.data, mine({ base_url }).form)).toBe(expected);
});
