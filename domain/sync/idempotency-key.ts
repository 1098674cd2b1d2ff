import type { StoredListing } from '../channels/listing.ts';
import { sha256 } from './payload-hash.ts';

/**
 * The key of one operation, the same for all its attempts: `sha256(unit_version|target_id|listing_id)`. The specification (Outbound Sync
 * step 5) leaves out the listing; a channel that heeds the key would then take all units of a version for one.
 * What is sent though nothing has changed adds the id of what asked for it, so that it is never taken for work already done.
 */
export function idempotencyKey(
  unitVersion: number,
  { id, target_id }: Pick<StoredListing, 'id' | 'target_id'>,
  askedBy?: string,
): string {
  return sha256(
    [unitVersion, target_id, id, ...(askedBy === undefined ? [] : [askedBy])].join('|'),
  );
}
