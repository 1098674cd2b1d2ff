import type { StoredListing } from '../listings/listing.ts';
import type { Operation } from '../listings/outbound-audit.ts';

/** What to do for a listing whose payload is known. `look_first`: it may exist at the channel without our knowing. */
export type Decision =
  | { readonly kind: 'write'; readonly operation: Operation; readonly look_first: boolean }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'settled' };

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

/** It has failed with this content. */
function isSettled(listing: StoredListing, key: string): boolean {
  return listing.sync_status === 'error' && listing.attempt_key === key;
}
