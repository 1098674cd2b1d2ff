import { sha256 } from '../common/payload-hash.ts';
import type { StoredListing } from '../listings/listing.ts';
import { confirmation } from './doubt.ts';

/**
 * The key of one operation, the same for all its attempts: `sha256(unit_version|target_id|listing_id)`. The specification (Outbound Sync
 * step 5) leaves out the listing; a channel that heeds the key would then take all units of a version for one.
 * What is sent though nothing has changed adds the id of what asked for it, so that it is never taken for work already done.
 */
export function idempotencyKey(
  unitVersion: number,
  { id, target_id }: Pick<StoredListing, 'id' | 'target_id'>,
  asker?: string,
): string {
  return sha256([unitVersion, target_id, id, ...(asker === undefined ? [] : [asker])].join('|'));
}

/** What has asked for the content to be sent although nothing may have changed: a replay, a resync, or a doubt that is over. */
export function askedBy(listing: StoredListing, now: number): string | undefined {
  return listing.replay_id ?? listing.resync_id ?? confirmation(listing, now);
}
