import type { ExternalListing } from '../../domain/channel/channel.ts';

/** A listing as a channel lists it that tells no more than it must. */
export function anExternalListing(over: Partial<ExternalListing> = {}): ExternalListing {
  return {
    ...{ external_listing_id: '1', name: 'Sea view', internal_name: null },
    ...{ address: null, city: null, country_code: null, picture_url: null },
    ...{ is_archived: false, listing_id: null },
    ...over,
  };
}
