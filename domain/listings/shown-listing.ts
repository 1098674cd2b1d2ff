import * as z from 'zod';
import { listingSchema, type StoredListing } from './listing.ts';

/** A listing as operators see it, and what is happening with it right now. */
export const shownListingSchema = listingSchema.extend({
  is_being_sent: z.boolean().meta({ description: 'A call for it is under way.' }),
  is_in_doubt: z.boolean().meta({
    description:
      'It may or may not have been made at the channel, since no answer came: it is looked for there before it is made again.',
  }),
  is_refused: z.boolean().meta({
    description:
      'The channel does not take what the unit says, as `error_message` tells: it is sent again when the unit changes.',
  }),
});

type ShownListing = z.infer<typeof shownListingSchema>;

/** `now`: epoch ms. */
export function shownListing(listing: StoredListing, now: number): StoredListing & ShownListing {
  const isBeingSent = (listing.lease_until ?? 0) > now;

  return {
    ...listing,
    is_being_sent: isBeingSent,
    is_in_doubt:
      !isBeingSent && listing.remote_unclear === true && listing.external_listing_id === null,
    is_refused: listing.sync_status === 'error' && listing.refused_version !== undefined,
  };
}
