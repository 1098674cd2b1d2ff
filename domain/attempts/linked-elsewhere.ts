import type { ListingChanges } from '../listings/listing-changes.ts';

/** What a call has made or found is another listing's by now, since somebody linked it there meanwhile: it stays that one's. */
export function linkedElsewhere({ set, remove }: ListingChanges): ListingChanges {
  const { external_listing_id } = set;

  return {
    set: {
      ...set,
      external_listing_id: null,
      last_payload_hash: null,
      sync_status: 'error',
      error_message: `the channel's listing ${external_listing_id} is linked to another listing; retry to make one for this`,
    },
    remove,
  };
}
