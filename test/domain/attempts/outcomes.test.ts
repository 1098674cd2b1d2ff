import { describe, expect, it } from 'vitest';
import { auditOutcome, type Next, nextStep, settle } from '../../../domain/attempts/settle.ts';
import type { CallOutcome } from '../../../domain/channel/channel.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { applied } from '../../../domain/listings/listing-changes.ts';
import { anAttempt, attemptedAt, current } from '../../builders/attempt.ts';
import { uuidOf } from '../../builders/uuid-of.ts';

const now = attemptedAt + 1_000;
const iso = (ms: number) => new Date(ms).toISOString();
const moment = { now, window_ms: 10_000, random: () => 0.5 };
const base = { http_status: 400, response_excerpt: null, error_message: 'as the channel said' };
const outcomes = {
  accepted: { ...base, kind: 'accepted', external_listing_id: '40161', error_message: null },
  missing: { ...base, kind: 'missing' },
  refused: { ...base, kind: 'refused', validation: false },
  disliked: { ...base, kind: 'refused', validation: true },
  limited: { ...base, kind: 'rate_limited', http_status: 429, retry_at: null },
  unauthorized: { ...base, kind: 'unauthorized' },
  unclear: { ...base, kind: 'unclear' },
} as const satisfies Record<string, CallOutcome>;
type Name = keyof typeof outcomes;

/** The listing after an attempt that ended so. */
function ended(
  name: Name,
  options: {
    opened?: Partial<StoredListing>;
    meanwhile?: Partial<StoredListing>;
    work?: Parameters<typeof anAttempt>[1];
    next?: Next;
    outcome?: Partial<CallOutcome>;
  } = {},
): StoredListing {
  const attempt = anAttempt(
    {
      attempt_key: 'e'.repeat(64),
      lease_until: now,
      due_at: iso(now),
      due_shard: '4',
      ...options.opened,
    },
    options.work,
  );
  const listing = current(attempt, options.meanwhile);
  const outcome = { ...outcomes[name], ...options.outcome } as CallOutcome;
  const next = options.next ?? nextStep(attempt, outcome, moment);

  return applied(listing, settle(attempt, outcome, { next, current: listing, now }));
}

describe('what an outcome asks for', () => {
  it.each<[Name, Next, string]>([
    ['accepted', { kind: 'done', synced: true }, 'success'],
    ['missing', { kind: 'done', synced: false }, 'failed'],
    ['refused', { kind: 'done', synced: false }, 'failed'],
    ['limited', { kind: 'block', until: now + 10_500 }, 'rate_limited'],
    ['unauthorized', { kind: 'renew' }, 'failed'],
    ['unclear', { kind: 'retry', at: now + 1_000 }, 'failed'],
  ])('of a call that was %s', (...[name, next, audit]) => {
    expect(nextStep(anAttempt(), outcomes[name], moment)).toEqual(next);
    expect(auditOutcome(outcomes[name])).toBe(audit);
  });

  it('of a removal of what is not there is nothing more', () => {
    const removal = anAttempt({}, { operation: 'delete', mapped: null });

    expect(nextStep(removal, outcomes.missing, moment)).toEqual({ kind: 'done', synced: true });
  });

  it('of the last retry is nothing more', () => {
    const key = { attempt_key: 'e'.repeat(64) };
    const step = (retry_count: number) =>
      nextStep(anAttempt({ ...key, retry_count }), outcomes.unclear, moment).kind;

    expect([4, 5].map(step)).toEqual(['retry', 'done']);
  });
});

describe('a listing whose content was taken', () => {
  it('is in order, and nothing is due any more', () => {
    const listing = ended('accepted', {
      opened: { retry_count: 3, retry_after_at: iso(now), error_message: 'before', parked: true },
    });

    expect(listing).toMatchObject({
      ...{ sync_status: 'ok', external_listing_id: '40161', last_sync_version: 2 },
      ...{ last_synced_at: iso(now), last_payload_hash: 'b'.repeat(64), updated_at: iso(now) },
      ...{ retry_count: 0, retry_after_at: null, error_message: null, sent_to: 'account-1' },
    });
    for (const name of ['due_at', 'due_shard', 'parked', 'lease_until', 'open_attempt'])
      expect(listing).not.toHaveProperty(name);
  });

  it('has the id that the channel gave it, and keeps its own where that gave none', () => {
    const given = (external_listing_id: string | null) =>
      ended('accepted', { outcome: { external_listing_id } as object }).external_listing_id;

    expect(given('7')).toBe('7');
    expect(given(null)).toBe('40161');
  });

  it('warns of what the channel could not take and of what it did not keep', () => {
    const [lost, dropped] = [
      { field: 'beds', message: 'no such bed' },
      { field: 'wifi', message: 'not kept' },
    ];
    const mapped = { payload: {}, warnings: [lost], errors: [] };

    expect(ended('accepted', { work: { mapped } }).warnings).toEqual([lost]);
    expect(
      ended('accepted', { work: { mapped }, outcome: { not_kept: [dropped] } as object }).warnings,
    ).toEqual([lost, dropped]);
  });

  it('is not refused any more', () => {
    expect(ended('accepted', { opened: { refused_version: 2 } })).not.toHaveProperty(
      'refused_version',
    );
  });

  it('still waits for what its unit asked for meanwhile', () => {
    const listing = ended('accepted', { meanwhile: { revision: 9 } });

    expect(listing).toMatchObject({ sync_status: 'pending', due_at: iso(now), due_shard: '4' });
  });

  it('was removed: there is nothing outside any more', () => {
    const removal = { operation: 'delete', mapped: null } as const;
    const gone = { status: 'archived', removal_requested: true } as const;
    const listings = [
      ended('accepted', { opened: gone, work: removal }),
      ended('missing', { opened: gone, work: removal }),
    ];

    for (const listing of listings) {
      expect(listing).toMatchObject({
        ...{ status: 'archived', sync_status: 'ok', external_listing_id: null },
        last_payload_hash: null,
      });
      expect(listing).not.toHaveProperty('removal_requested');
      expect(listing).not.toHaveProperty('sent_to');
    }
  });
});

describe('a listing whose call was refused', () => {
  it('is in error in the words of the channel, and nobody tries again', () => {
    const listing = ended('refused', { opened: { retry_count: 1 } });

    expect(listing).toMatchObject({
      ...{ sync_status: 'error', error_message: 'as the channel said', retry_count: 2 },
      retry_after_at: null,
    });
    expect(listing).not.toHaveProperty('due_at');
  });

  it('has used up no more retries than there are', () => {
    expect(ended('unclear', { opened: { retry_count: 5 } }).retry_count).toBe(5);
  });

  it('remembers the version that the channel dislikes, not one that it refused for another reason', () => {
    expect(ended('disliked').refused_version).toBe(2);
    expect(ended('refused', { opened: { refused_version: 1 } })).not.toHaveProperty(
      'refused_version',
    );
  });

  it('keeps the warnings of what it sent', () => {
    const warnings = [{ field: 'beds', message: 'no such bed' }];

    expect(
      ended('refused', { work: { mapped: { payload: {}, warnings, errors: [] } } }).warnings,
    ).toEqual(warnings);
  });

  it('and does not exist any more says so, and what to do', () => {
    expect(ended('missing')).toMatchObject({
      ...{ status: 'error', sync_status: 'error', gone_external_id: '40161' },
      ...{ last_payload_hash: null, error_message: expect.stringContaining('publish_again') },
    });
    expect(ended('missing', { outcome: { error_message: null } }).error_message).toContain(
      'it does not exist there',
    );
  });

  it.each(['paused', 'archived'] as const)('and that was %s meanwhile stays so', (status) => {
    const listing = ended('missing', { meanwhile: { status, revision: 9, sync_status: 'ok' } });

    expect(listing).toMatchObject({ status, sync_status: 'ok', gone_external_id: '40161' });
    expect(listing).not.toHaveProperty('due_at');
  });

  it('leaves to what was asked for meanwhile how it goes on', () => {
    const listing = ended('refused', {
      meanwhile: { request_id: uuidOf(1), revision: 9, error_message: null },
    });

    expect(listing).toMatchObject({ sync_status: 'pending', error_message: null, retry_count: 0 });
    expect(listing.due_at).toBe(iso(now));
  });
});

describe('a listing whose call is to be repeated', () => {
  it('waits for it, with one retry less', () => {
    expect(ended('unclear', { opened: { retry_count: 2 } })).toMatchObject({
      ...{ sync_status: 'pending', retry_count: 3, retry_after_at: iso(now + 4_000) },
      ...{ due_at: iso(now + 4_000 + 180_000), due_shard: '4' },
      ...{ doubt_until: now + 60_000, error_message: 'as the channel said' },
    });
  });

  it.each(['limited', 'unauthorized'] as const)(
    'has lost no retry to a call that was %s',
    (name) => {
      expect(ended(name, { opened: { retry_count: 2 } }).retry_count).toBe(2);
    },
  );

  it('waits as long as its target is silent', () => {
    expect(ended('limited')).toMatchObject({
      ...{ sync_status: 'rate_limited', retry_after_at: iso(now + 10_500) },
      due_at: iso(now + 190_500),
    });
  });

  it('does not wait for credentials that are fresh', () => {
    expect(ended('unauthorized')).toMatchObject({
      ...{ sync_status: 'pending', retry_after_at: null, due_at: iso(now + 180_000) },
    });
  });

  it('is due from now on, should its time have passed already', () => {
    const next = { kind: 'retry', at: now - 500 } as const;

    expect(ended('unclear', { next })).toMatchObject({
      ...{ retry_after_at: null, due_at: iso(now + 180_000) },
    });
    expect(ended('unclear', { next: { kind: 'retry', at: now } }).retry_after_at).toBeNull();
  });

  it('is still as its unit made it when that has changed meanwhile', () => {
    const listing = ended('limited', { meanwhile: { revision: 9, sync_status: 'pending' } });

    expect(listing).toMatchObject({ sync_status: 'pending', retry_after_at: iso(now + 10_500) });
  });

  it('waits for nothing once it was paused', () => {
    const listing = ended('unclear', { meanwhile: { status: 'paused', revision: 9 } });

    expect(listing).toMatchObject({ status: 'paused', retry_after_at: null });
    expect(listing).not.toHaveProperty('due_at');
    expect(listing.doubt_until).toBe(now + 60_000);
  });
});
