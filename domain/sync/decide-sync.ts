import type { StoredListing } from '../channels/listing.ts';
import type { Operation } from '../channels/outbound-audit.ts';
import type { StoredTarget } from '../channels/target.ts';

/** Whether a listing may be worked on now: go on, look again at a moment (epoch ms), or nothing to do. */
export type Gate =
  | { readonly kind: 'open' }
  | { readonly kind: 'wait'; readonly until: number; readonly why: string }
  | { readonly kind: 'closed'; readonly why: string };

/** What to do for a listing whose payload is known. `look_first`: it may exist at the channel without our knowing. */
export type Decision =
  | { readonly kind: 'write'; readonly operation: Operation; readonly look_first: boolean }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'settled' };

/** Whether the target may be called: paused means silent, and a blocked target waits for its time. */
export function targetGate(target: StoredTarget | undefined, now: number): Gate {
  if (target === undefined || target.deleted_at !== null)
    return { kind: 'closed', why: 'target-gone' };
  // Until somebody resumes it; its jobs are not done.
  if (!target.is_active)
    return { kind: 'wait', until: Number.POSITIVE_INFINITY, why: 'target-paused' };
  const blocked = untilMs(target.blocked_until);
  if (blocked > now) return { kind: 'wait', until: blocked, why: target.block_reason ?? 'blocked' };

  return { kind: 'open' };
}

/** Whether this listing may be called for: active (or to be removed), not being called for, not waiting for a retry. */
export function listingGate(listing: StoredListing | undefined, now: number): Gate {
  if (listing === undefined) return { kind: 'closed', why: 'listing-gone' };
  if (!isWanted(listing)) return { kind: 'closed', why: `listing-${listing.status}` };
  const lease = listing.lease_until ?? 0;
  if (lease > now) return { kind: 'wait', until: lease, why: 'in-progress' };
  const retryAfter = untilMs(listing.retry_after_at);
  if (retryAfter > now) return { kind: 'wait', until: retryAfter, why: 'retry-after' };

  return { kind: 'open' };
}

/** Whether the channel is to hear of the listing at all. */
export function isWanted({ status, removal_requested }: StoredListing): boolean {
  return status === 'active' || status === 'error' || removal_requested === true;
}

/**
 * Which version goes out: the replayed one until the unit changes again, else the newest.
 * Null: the newest; it is the unit itself.
 */
export function pinnedVersion(listing: StoredListing, unitVersion: number): number | null {
  const { pinned_version, pinned_at_version } = listing;
  if (pinned_version === undefined || unitVersion > (pinned_at_version ?? 0)) return null;

  return pinned_version === unitVersion ? null : pinned_version;
}

/**
 * Sends only what differs (spec, Business Rule 7), unless it was `asked` for or the last write's fate is unknown:
 * then the stored hash says nothing of what the channel holds.
 */
export function decideContent(
  listing: StoredListing,
  payloadHash: string,
  { key, asked }: { readonly key: string; readonly asked: boolean },
): Decision {
  if (isSettled(listing, key)) return { kind: 'settled' };
  const unclear = listing.remote_unclear === true;
  const external = listing.external_listing_id;
  const known = external !== null && !unclear && !asked;
  if (known && listing.last_payload_hash === payloadHash) return { kind: 'unchanged' };

  return external === null
    ? { kind: 'write', operation: 'create', look_first: unclear && listing.look?.kind !== 'absent' }
    : { kind: 'write', operation: 'update', look_first: false };
}

/** For a listing that is to disappear from the channel. */
export function decideRemoval(listing: StoredListing, key: string): Decision {
  if (isSettled(listing, key)) return { kind: 'settled' };
  const external = listing.external_listing_id;
  if (external === null && listing.remote_unclear !== true) return { kind: 'gone' };

  return { kind: 'write', operation: 'delete', look_first: external === null };
}

/** It has failed with this content. One whose attempt is still open was given up because the worker broke: a new job is a new try. */
function isSettled(listing: StoredListing, key: string): boolean {
  return (
    listing.sync_status === 'error' &&
    listing.attempt_key === key &&
    listing.open_attempt === undefined
  );
}

/** Attempts made and retries used of the operation with this key; a new operation begins anew. */
export function budget(listing: StoredListing, key: string): { attempts: number; retries: number } {
  if (listing.attempt_key !== key) return { attempts: 0, retries: 0 };

  return { attempts: listing.attempt_count ?? 0, retries: listing.retry_count };
}

function untilMs(timestamp: string | null): number {
  return timestamp === null ? 0 : Date.parse(timestamp);
}
