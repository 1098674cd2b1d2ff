import type { StoredListing } from './listing.ts';

/**
 * Which version goes out: the replayed one until the unit changes again, else the newest.
 * Null: the newest; it is the unit itself.
 */
export function pinnedVersion(listing: StoredListing, unitVersion: number): number | null {
  const { pinned_version, pinned_at_version } = listing;
  if (pinned_version === undefined || unitVersion > (pinned_at_version ?? 0)) return null;

  return pinned_version === unitVersion ? null : pinned_version;
}
