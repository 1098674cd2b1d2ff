import type { Attempt } from '../../domain/attempts/attempt.ts';
import { newAttempt, type Work } from '../../domain/attempts/attempt.ts';
import type { StoredListing } from '../../domain/listings/listing.ts';
import { aListing } from './stored-listing.ts';
import { aTarget } from './target.ts';

/** When the attempt's call begins. */
export const attemptedAt = Date.parse('2026-03-01T12:00:00.000Z');

const channel = {
  late_ms: 60_000,
  costly_fields: ['pictures'],
  excerpt: (payload: object) => JSON.stringify(payload),
};

/** What an update of the listing with its unit's second version sends. */
export function aWork(listing: StoredListing, over: Partial<Work> = {}): Work {
  const { id, org_id, account_id, target_id, unit_id } = listing;
  const trace_id = '0123456789abcdef0123456789abcdef';

  return {
    job: { org_id, account_id, target_id, unit_id, listing_id: id, trace_id, reason: 'unit' },
    listing,
    operation: 'update',
    idempotency_key: 'e'.repeat(64),
    unit_version: 2,
    newest: true,
    mapped: { payload: { name: 'Villa' }, warnings: [], errors: [], unsent_fields: ['wifi'] },
    payload_hash: 'b'.repeat(64),
    left_out: [],
    rest: { kind: 'none' },
    look_at: Number.POSITIVE_INFINITY,
    ...over,
  };
}

/** An attempt for a listing as it was when it was opened. */
export function anAttempt(opened: Partial<StoredListing> = {}, over: Partial<Work> = {}): Attempt {
  const work = aWork(aListing({ external_listing_id: '40161', revision: 4, ...opened }), over);

  return newAttempt(work, attemptedAt, { target: aTarget(), channel });
}

/** The listing as its attempt finds it at its end, when nobody else has written to it unless `over` says so. */
export function current({ opened }: Attempt, over: Partial<StoredListing> = {}): StoredListing {
  return { ...opened, revision: opened.revision + 1, ...over };
}
