import { type StoredListing, storedListingSchema } from '../../domain/listings/listing.ts';

/** A listing that was just linked: pending, unknown to the channel. */
export function aListing(over: Partial<StoredListing> = {}): StoredListing {
  return storedListingSchema.parse({
    id: '44444444-4444-5444-8444-444444444444',
    org_id: 'demo',
    account_id: 'main',
    unit_id: '11111111-1111-4111-8111-111111111111',
    space_id: null,
    target_id: '33333333-3333-4333-8333-333333333333',
    external_listing_id: null,
    status: 'active',
    sync_status: 'pending',
    last_synced_at: null,
    last_sync_version: null,
    last_payload_hash: null,
    retry_count: 0,
    retry_after_at: null,
    error_message: null,
    warnings: [],
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
    revision: 0,
    ...over,
  });
}
