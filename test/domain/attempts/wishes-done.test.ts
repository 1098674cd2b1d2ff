import { describe, expect, it } from 'vitest';
import { askedAnew, pinDone, untouched, wishesDone } from '../../../domain/attempts/wishes.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { applied } from '../../../domain/listings/listing-changes.ts';
import { anAttempt, attemptedAt, current } from '../../builders/attempt.ts';
import { uuidOf } from '../../builders/uuid-of.ts';

const [one, other, ann, ben] = [1, 2, 3, 4].map(uuidOf) as [string, string, string, string];
const earlier = '2026-03-01T11:00:00.000Z';
const started = new Date(attemptedAt).toISOString();

/** The listing after an attempt has answered what it was opened with, and `meanwhile` was written. */
function done(opened: Partial<StoredListing>, meanwhile: Partial<StoredListing> = {}) {
  const attempt = anAttempt(opened);
  const listing = current(attempt, meanwhile);

  return applied(listing, wishesDone(attempt, listing, attemptedAt + 1_000));
}

describe('what an attempt has answered', () => {
  it.each<[string, Partial<StoredListing>]>([
    ['a replay', { replay_id: one, requested_by: ann }],
    ['a request', { request_id: one, requested_by: ann }],
    ['a resync', { resync_id: one, resync_by: ann }],
  ])('is asked for no more: %s', (_, wish) => {
    for (const name of Object.keys(wish)) expect(done(wish)).not.toHaveProperty(name);
  });

  it.each<[string, Partial<StoredListing>, Partial<StoredListing>]>([
    ['a replay', { replay_id: one, requested_by: ann }, { replay_id: other, requested_by: ben }],
    ['a request', { request_id: one, requested_by: ann }, { request_id: other, requested_by: ben }],
    ['a resync', { resync_id: one, resync_by: ann }, { resync_id: other, resync_by: ben }],
    ['the first replay', {}, { replay_id: one, requested_by: ann }],
    ['the first request', {}, { request_id: one, requested_by: ann }],
    ['the first resync', {}, { resync_id: one, resync_by: ann }],
  ])('is not what was asked for meanwhile: %s', (_, before, meanwhile) => {
    expect(done(before, { ...meanwhile, revision: 9 })).toMatchObject(meanwhile);
  });

  it('is nothing of what others have taken back meanwhile', () => {
    const wish = { replay_id: one, request_id: one, resync_id: one };
    const taken = { replay_id: undefined, request_id: undefined, resync_id: undefined };
    const by = { requested_by: ben, resync_by: ben };

    expect(done(wish, { ...taken, ...by, revision: 9 })).toMatchObject(by);
  });

  it('gives the replay its turn that waits behind', () => {
    const waiting = (id: string) => ({ id, requested_by: ben, trace_id: 'a'.repeat(32) });
    const listing = done({
      ...{ replay_id: one, requested_by: ann, waiting_replays: [waiting(other), waiting(ann)] },
    });

    expect(listing).toMatchObject({
      ...{ replay_id: other, requested_by: ben, dispatch: 'priority' },
      waiting_replays: [waiting(ann)],
    });
  });
});

describe('how long something has been asked for', () => {
  it('is over when all was answered', () => {
    expect(done({ asked_at: earlier })).not.toHaveProperty('asked_at');
  });

  it('begins with the attempt for what came while it was under way', () => {
    expect(done({ asked_at: earlier }, { revision: 9 }).asked_at).toBe(started);
  });

  it('is what whoever asked meanwhile has noted', () => {
    const later = '2026-03-01T12:00:00.500Z';

    expect(done({ asked_at: earlier }, { revision: 9, asked_at: later }).asked_at).toBe(later);
    expect(done({}, { revision: 9 })).not.toHaveProperty('asked_at');
  });
});

describe('a pin', () => {
  const pin = { pinned_version: 1, pinned_at_version: 2 };
  const pinAfter = (meanwhile: Partial<StoredListing>, newest = true) => {
    const attempt = anAttempt(pin, { newest });
    const listing = current(attempt, meanwhile);
    const { pinned_version, pinned_at_version } = applied(listing, pinDone(attempt, listing));

    return { pinned_version, pinned_at_version };
  };

  it('is gone once the newest version has gone over it', () => {
    expect(pinAfter({})).toEqual({ pinned_version: undefined, pinned_at_version: undefined });
  });

  it('stays while it is what was sent', () => {
    expect(pinAfter({}, false)).toEqual(pin);
  });

  it.each([
    { pinned_version: 3, pinned_at_version: 2 },
    { pinned_version: 1, pinned_at_version: 4 },
  ])('stays when it was set meanwhile: $pinned_version at $pinned_at_version', (meanwhile) => {
    expect(pinAfter(meanwhile)).toEqual(meanwhile);
  });
});

describe('an attempt', () => {
  it('finds its listing as it left it, or not', () => {
    const attempt = anAttempt();

    expect(untouched(attempt, current(attempt))).toBe(true);
    expect(untouched(attempt, current(attempt, { revision: 9 }))).toBe(false);
  });

  it('has been asked for anew by another request only', () => {
    const asked = (before: string | undefined, meanwhile: string | undefined) => {
      const attempt = anAttempt({ request_id: before });
      return askedAnew(attempt, current(attempt, { request_id: meanwhile }));
    };

    expect(asked(undefined, one)).toBe(true);
    expect(asked(one, other)).toBe(true);
    expect(asked(one, one)).toBe(false);
    expect(asked(one, undefined)).toBe(false);
    expect(asked(undefined, undefined)).toBe(false);
  });
});
