import { describe, expect, it } from 'vitest';
import { currentAlertSchema } from '../../../domain/health/alert.ts';
import { currentAlerts } from '../../../domain/health/current-alerts.ts';
import { listingStateSchema } from '../../../domain/health/listing-state.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { brokenAdvice } from '../../../domain/sync/broken-job.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';

const now = Date.parse('2026-11-25T02:51:20.000Z');
const none = { success: 0, failed: 0, rate_limited: 0, abandoned: 0 };
const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toISOString();
const inDays = (days: number) => inSeconds(days * 86_400);

/** The alerts of a target at which nothing is called. */
function alertsOf(target: Partial<StoredTarget>, ...listings: readonly Partial<StoredListing>[]) {
  const alerts = currentAlerts(
    {
      target: aTarget(target),
      listings: listings.map((listing) => listingStateSchema.parse(aListing(listing))),
      calls: { last_10m: { requests: 0, rate_limited: 0 }, last_24h: none, latencies: new Map() },
    },
    now,
  );

  return currentAlertSchema.array().parse(alerts);
}

const rulesOf = (...of: Parameters<typeof alertsOf>) => alertsOf(...of).map(({ rule }) => rule);

describe('a target at which nothing is called any more', () => {
  const rejected = {
    block_reason: 'credentials_rejected',
    blocked_until: '9999-12-31T00:00:00.000Z',
    health_status: 'offline',
    health_message: 'Unauthorized',
  } as const;

  it('alerts while its credentials are refused, in the words of the channel', () => {
    expect(alertsOf(rejected)).toMatchObject([
      { rule: 'credentials_rejected', value: null, message: expect.stringMatching('Unauthorized') },
    ]);
  });

  it.each([
    {
      name: 'is down',
      target: { block_reason: 'unavailable', blocked_until: inSeconds(15) },
      rules: ['channel_unavailable'],
    },
    {
      name: 'was down until a moment ago',
      target: { block_reason: 'unavailable', blocked_until: inSeconds(-1) },
      rules: [],
    },
    {
      name: 'is about to be tried again',
      target: {
        block_reason: 'unavailable',
        blocked_until: inSeconds(-1),
        health_status: 'offline',
      },
      rules: ['channel_unavailable'],
    },
    { name: 'was not reached', target: { health_status: 'offline' }, rules: ['target_offline'] },
    { name: 'is slow', target: { health_status: 'degraded' }, rules: [] },
    {
      name: 'asked for an hour of silence',
      target: { block_reason: 'rate_limited', blocked_until: inSeconds(3_600) },
      rules: ['silence_seconds'],
    },
    {
      name: 'asked for a moment of silence',
      target: { block_reason: 'rate_limited', blocked_until: inSeconds(300) },
      rules: [],
    },
    { name: 'is paused, whatever else', target: { ...rejected, is_active: false }, rules: [] },
  ] as const)('whose channel $name alerts: $rules', ({ target, rules }) => {
    expect(rulesOf(target)).toEqual(rules);
  });
});

describe('listings', () => {
  it.each([
    { name: 'long', asked: -301, target: {}, rules: ['oldest_waiting_seconds'] },
    { name: 'for five minutes', asked: -300, target: {}, rules: [] },
    { name: 'at a paused target', asked: -900, target: { is_active: false }, rules: [] },
    { name: 'at a manual target', asked: -900, target: { sync_mode: 'manual' }, rules: [] },
  ] as const)('that have waited $name alert: $rules', ({ asked, target, rules }) => {
    const waiting = {
      sync_status: 'pending',
      asked_at: inSeconds(asked),
      updated_at: inSeconds(-1),
    } as const;

    expect(rulesOf(target, waiting)).toEqual(rules);
  });

  it('that have failed are counted until they are tried again, those whose content was refused apart', () => {
    const refused = { sync_status: 'error', refused_version: 3 } as const;
    const broken = { sync_status: 'error' } as const;
    const again = { sync_status: 'pending', refused_version: 3, updated_at: inSeconds(0) } as const;

    expect(alertsOf({}, refused, broken, refused, again)).toMatchObject([
      { rule: 'content_refused', value: 2, threshold: 0 },
      { rule: 'listings_failed', value: 1, threshold: 0 },
    ]);
  });

  it('that broke the system are counted by their words, also as failed', () => {
    const dead = { sync_status: 'error', error_message: brokenAdvice } as const;
    const again = { ...dead, sync_status: 'pending', updated_at: inSeconds(0) } as const;

    expect(alertsOf({}, dead, dead, again)).toMatchObject([
      { rule: 'listings_failed', value: 2 },
      { rule: 'dead_letters', value: 2, threshold: 0 },
    ]);
  });

  it('that could not be removed are counted', () => {
    const failed = { status: 'archived', sync_status: 'error' } as const;
    const waits = { status: 'archived', sync_status: 'pending', updated_at: inSeconds(0) } as const;

    expect(alertsOf({ is_active: false }, failed, waits)).toMatchObject([
      { rule: 'removals_failed', value: 1 },
    ]);
  });
});

describe('the end of credentials', () => {
  it.each([
    { at: null, alert: undefined },
    { at: inDays(60.1), alert: undefined },
    { at: inDays(60), alert: { rule: 'credentials_expire', value: 60, threshold: 60 } },
    { at: inDays(30.5), alert: { rule: 'credentials_expire', value: 30, threshold: 60 } },
    { at: inDays(30), alert: { rule: 'credentials_expire', value: 30, threshold: 30 } },
    { at: inSeconds(1), alert: { rule: 'credentials_expire', value: 0, threshold: 30 } },
    { at: inSeconds(0), alert: { rule: 'credentials_expired', value: 0, threshold: 0 } },
    { at: inDays(-3), alert: { rule: 'credentials_expired', value: -3, threshold: 0 } },
  ])('at $at alerts: $alert', ({ at, alert }) => {
    const alerts = alertsOf({ credentials_expires_at: at, is_active: false });

    expect(alerts).toMatchObject(alert === undefined ? [] : [alert]);
    expect(alerts).toHaveLength(alert === undefined ? 0 : 1);
  });
});
