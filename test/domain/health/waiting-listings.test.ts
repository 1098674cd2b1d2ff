import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { listingDetailSchema } from '../../../domain/health/listing-state.ts';
import { waitingListings, waitingListingsSchema } from '../../../domain/health/waiting-listings.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';

const now = Date.parse('2026-11-25T02:51:20.000Z');
const secondsAgo = (seconds: number) => new Date(now - seconds * 1000).toISOString();
const inSeconds = (seconds: number) => secondsAgo(-seconds);

function listing(over: Partial<StoredListing>) {
  return listingDetailSchema.parse(aListing({ id: randomUUID(), ...over }));
}

function waitingOf(
  listings: readonly ReturnType<typeof listing>[],
  over: Partial<StoredTarget> = {},
) {
  return waitingListingsSchema.parse(waitingListings(aTarget(over), listings, now));
}

const oneOf = (over: Partial<StoredListing>, target: Partial<StoredTarget> = {}) =>
  waitingOf([listing(over)], target).items[0];

describe('listings that wait', () => {
  it('are told with what one needs to know, those longest out of order first', () => {
    const error = listing({
      ...{ sync_status: 'error', status: 'error', updated_at: secondsAgo(600) },
      ...{ error_message: '422 no price', retry_count: 5, attempt_count: 7 },
    });
    const limited = listing({
      ...{ sync_status: 'rate_limited', updated_at: secondsAgo(20) },
      retry_after_at: inSeconds(10),
    });
    const pending = listing({ sync_status: 'pending', updated_at: secondsAgo(60) });
    const fine = listing({ sync_status: 'ok', updated_at: secondsAgo(6_000) });

    const { total, items } = waitingOf([limited, fine, pending, error]);

    expect(total).toBe(3);
    expect(items.map(({ id }) => id)).toEqual([error.id, pending.id, limited.id]);
    expect(items[0]).toEqual({
      ...{ id: error.id, unit_id: error.unit_id, status: 'error', sync_status: 'error' },
      ...{ error_message: '422 no price', retry_count: 5, retry_after_at: null },
      ...{ waiting_since: secondsAgo(600), attempts: 7, held_back: null, due_at: null },
    });
  });

  it('count from when they were asked for first, however often they were written since', () => {
    const asked = { asked_at: secondsAgo(340), updated_at: secondsAgo(2) };

    expect(oneOf(asked)?.waiting_since).toBe(secondsAgo(340));
  });

  it('are also those that are to be removed', () => {
    expect(oneOf({ status: 'archived', removal_requested: true })).toMatchObject({
      ...{ status: 'archived', held_back: null, due_at: null },
    });
  });

  it('are told up to a hundred, and counted in full', () => {
    const { total, items } = waitingOf(Array.from({ length: 130 }, () => listing({})));

    expect([total, items.length]).toEqual([130, 100]);
  });

  it('have no attempts while nothing has gone wrong since they were in order', () => {
    expect(oneOf({ attempt_count: 1 })?.attempts).toBe(0);
    expect(oneOf({ attempt_count: 3, error_message: '429' })?.attempts).toBe(3);
  });
});

describe('what a listing waits for', () => {
  const block = (seconds: number) =>
    ({ block_reason: 'rate_limited', blocked_until: inSeconds(seconds) }) as const;

  it.each([
    { what: 'its turn', listing: {}, target: {}, held_back: null, due: null },
    {
      what: 'the time of its retry',
      listing: { retry_after_at: inSeconds(10) },
      target: {},
      ...{ held_back: 'retry-after', due: 10 },
    },
    {
      what: 'nothing more once that is over',
      listing: { retry_after_at: secondsAgo(1) },
      target: {},
      ...{ held_back: null, due: null },
    },
    {
      what: 'the call that is under way',
      listing: { lease_until: now + 30_000 },
      target: {},
      ...{ held_back: 'in-progress', due: 30 },
    },
    {
      what: 'the end of a silence',
      listing: {},
      target: block(90),
      ...{ held_back: 'rate_limited', due: 90 },
    },
    {
      what: 'whatever ends last, a silence',
      listing: { retry_after_at: inSeconds(10) },
      target: block(90),
      ...{ held_back: 'rate_limited', due: 90 },
    },
    {
      what: 'whatever ends last, its retry',
      listing: { retry_after_at: inSeconds(100) },
      target: block(90),
      ...{ held_back: 'retry-after', due: 100 },
    },
    {
      what: 'somebody who resumes the target',
      listing: { retry_after_at: inSeconds(10) },
      target: { is_active: false },
      ...{ held_back: 'target-paused', due: null },
    },
    {
      what: 'somebody who resumes it',
      listing: { status: 'paused' as const },
      target: block(90),
      ...{ held_back: 'listing-paused', due: null },
    },
    {
      what: 'a person, in error',
      listing: { sync_status: 'error' as const },
      target: block(90),
      ...{ held_back: null, due: null },
    },
  ])('is $what', ({ listing: over, target, held_back, due }) => {
    expect(oneOf(over, target)).toMatchObject({
      held_back,
      due_at: due === null ? null : inSeconds(due),
    });
  });
});
