import { ConflictError } from '../common/errors.ts';
import type { StoredListing } from './listing.ts';
import type { ListingChanges } from './listing-changes.ts';

/** The channel has said that the listing we write to does not exist there any more. `words`: as it said so. */
export function gone(
  listing: StoredListing,
  externalId: string | null,
  words: string | null,
): ListingChanges {
  return {
    set: {
      gone_external_id: externalId ?? undefined,
      // Whatever was sent is not there any more, so that nothing is taken for unchanged.
      last_payload_hash: null,
      error_message: `deleted at the channel (${words ?? 'it does not exist there'}): retry with publish_again to publish it as a new listing, or archive it`,
      ...(listing.status === 'active' ? { status: 'error' } : {}),
    },
    remove: [],
  };
}

/** It is there, in the account of that window: whatever was said before is no longer so. */
export function foundThere({ status }: StoredListing, windowKey: string): ListingChanges {
  return {
    set: { sent_to: windowKey, ...(status === 'error' ? { status: 'active' } : {}) },
    remove: ['gone_external_id'],
  };
}

/** Whether the external listing is one that the channel has said is gone. */
export function isGone({ external_listing_id, gone_external_id }: StoredListing): boolean {
  return gone_external_id !== undefined && gone_external_id === external_listing_id;
}

/**
 * Forgets the external listing that is gone, so that the next sync creates one. It looks by the marker first: should one be
 * there after all, it is adopted and not doubled.
 */
export const forgetGone = {
  set: { external_listing_id: null, last_payload_hash: null, remote_unclear: true },
  remove: ['gone_external_id', 'unsent_fields'],
} as const satisfies ListingChanges;

/** @throws ConflictError `not-gone` */
export function requireGone(listing: StoredListing): void {
  if (isGone(listing)) return;

  throw new ConflictError(
    'not-gone',
    'The channel has not said that it no longer has this listing, so publishing it again could make a second one. Retry it without publish_again.',
  );
}
