import type { StoredListing } from '../listings/listing.ts';
import { pinnedVersion } from '../listings/pinned-version.ts';
import type { StoredTarget } from '../targets/target.ts';

/** What must be known of a unit to see that a listing is behind it. */
export interface UnitMark {
  readonly version: number;
  /** ISO 8601. */
  readonly updated_at: string;
}

/** For so long (ms) whatever was asked for may still be on its way by itself. */
const patienceMs = 15 * 60_000;

/**
 * Why nothing that is under way will bring a listing up to date, though it should be; undefined when all is well.
 * `behind`: its unit has a newer version that nobody has told it of. `moved`: what it says was sent to another account than
 * its target's. `stuck`: it waits, and nobody knows of it.
 */
export function forgotten(
  listing: StoredListing,
  { unit, target }: { readonly unit: UnitMark | undefined; readonly target: StoredTarget },
  now: number,
): 'behind' | 'moved' | 'stuck' | undefined {
  const isOld = (timestamp: string) => Date.parse(timestamp) + patienceMs <= now;
  const wanted =
    listing.status === 'active' || listing.status === 'error' || listing.removal_requested === true;
  if (!wanted) return undefined;
  switch (listing.sync_status) {
    case 'ok':
      if (hasMoved(listing, target)) return 'moved';
      return unit !== undefined && isBehind(listing, unit) && isOld(unit.updated_at)
        ? 'behind'
        : undefined;
    case 'error':
      // Whatever was tried since the unit's last change has failed with that change.
      return unit !== undefined &&
        unit.updated_at > listing.updated_at &&
        isBehind(listing, unit) &&
        isOld(unit.updated_at)
        ? 'behind'
        : undefined;
    case 'pending':
    case 'rate_limited':
      // A manual target's listings wait for a person.
      return target.sync_mode === 'api' && listing.due_at === undefined && isOld(listing.updated_at)
        ? 'stuck'
        : undefined;
  }
}

function isBehind(listing: StoredListing, { version }: UnitMark): boolean {
  return (
    listing.removal_requested !== true &&
    version > (listing.last_sync_version ?? 0) &&
    pinnedVersion(listing, version) === null
  );
}

/** What was sent to the account of before says nothing of what this one holds. Rows of earlier releases do not tell where that went. */
function hasMoved({ sent_to, unit_id }: StoredListing, { window_key }: StoredTarget): boolean {
  return unit_id !== null && sent_to !== undefined && sent_to !== window_key;
}
