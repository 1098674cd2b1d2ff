import { expect, it } from 'vitest';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { forgotten } from '../../../domain/recovery/forgotten.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';

const now = Date.parse('2026-06-01T12:00:00.000Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const unit = { version: 2, updated_at: ago(60) };
const synced: Partial<StoredListing> = {
  sync_status: 'ok',
  last_sync_version: 1,
  updated_at: ago(120),
  due_at: undefined,
};
const listing = (over: Partial<StoredListing>) => aListing({ ...synced, ...over });
const target = aTarget();
const manual = aTarget({ sync_mode: 'manual' });

it.each<[string, Partial<StoredListing>, Partial<typeof unit>, 'behind' | undefined]>([
  ['whose unit has changed', {}, {}, 'behind'],
  ['whose unit was never sent', { last_sync_version: null }, { version: 1 }, 'behind'],
  ['whose unit has only just changed', {}, { updated_at: ago(14) }, undefined],
  ['that holds the newest', { last_sync_version: 2 }, {}, undefined],
  [
    'of an older version that an operator wants',
    { pinned_version: 1, pinned_at_version: 2 },
    {},
    undefined,
  ],
  [
    'of an older version that has been overtaken',
    { pinned_version: 1, pinned_at_version: 2 },
    { version: 3 },
    'behind',
  ],
  ['that is paused', { status: 'paused' }, {}, undefined],
  ['that is archived', { status: 'archived' }, {}, undefined],
  ['that failed before its unit changed', { sync_status: 'error' }, {}, 'behind'],
  [
    'that failed after its unit had changed',
    { sync_status: 'error', updated_at: ago(59) },
    {},
    undefined,
  ],
])('a listing %s', (_what, ...[over, change, expected]) => {
  expect(forgotten(listing(over), { unit: { ...unit, ...change }, target }, now)).toBe(expected);
});

it.each<[string, Partial<StoredListing>, 'stuck' | undefined]>([
  ['that waits, with nobody to look after it', { sync_status: 'pending' }, 'stuck'],
  ['that is rate limited likewise', { sync_status: 'rate_limited' }, 'stuck'],
  ['that waits for a time', { sync_status: 'pending', due_at: ago(90) }, undefined],
  ['that has only just begun to wait', { sync_status: 'pending', updated_at: ago(14) }, undefined],
  [
    'that is to be removed',
    { status: 'archived', removal_requested: true, sync_status: 'pending' },
    'stuck',
  ],
  ['that was removed', { status: 'archived', sync_status: 'ok' }, undefined],
])('a listing %s', (_what, over, expected) => {
  expect(forgotten(listing(over), { unit, target }, now)).toBe(expected);
});

it('a listing of a manual target waits for a person, but says that it is behind', () => {
  expect(
    forgotten(listing({ sync_status: 'pending' }), { unit, target: manual }, now),
  ).toBeUndefined();
  expect(forgotten(listing({}), { unit, target: manual }, now)).toBe('behind');
});

it('a listing whose unit cannot be read is left alone', () => {
  expect(forgotten(listing({}), { unit: undefined, target }, now)).toBeUndefined();
});

it.each<[string, Partial<StoredListing>, 'moved' | undefined]>([
  ['that was sent to the account of before', { sent_to: 'account-0' }, 'moved'],
  ['that was sent to this account', { sent_to: target.window_key }, undefined],
  ['of which an earlier release has not noted where it went', {}, undefined],
  [
    'that could not be sent to the new account',
    { sent_to: 'account-0', sync_status: 'error', updated_at: ago(59) },
    undefined,
  ],
  [
    'that is on its way already',
    { sent_to: 'account-0', sync_status: 'pending', due_at: ago(1) },
    undefined,
  ],
  ['that is paused', { sent_to: 'account-0', status: 'paused' }, undefined],
])('after its target has moved, a listing %s', (_what, over, expected) => {
  expect(forgotten(listing({ last_sync_version: 2, ...over }), { unit, target }, now)).toBe(
    expected,
  );
});
