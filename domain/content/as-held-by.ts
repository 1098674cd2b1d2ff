import type { StoredListing } from '../listings/listing.ts';
import type { StoredTarget } from '../targets/target.ts';

/** Of a target that has moved to another account, what was sent before says nothing. Old rows do not tell where that went. */
export function asHeldBy({ window_key }: StoredTarget, listing: StoredListing): StoredListing {
  const { sent_to = window_key } = listing;

  return sent_to === window_key ? listing : { ...listing, last_payload_hash: null };
}
