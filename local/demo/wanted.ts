import type { Listing } from '../../domain/listings/listing.ts';
import type { Unit } from '../../domain/supply/unit.ts';

/** Unit id -> the unit as it was last written: what its listing should come to. */
export type Wanted = ReadonlyMap<string, Unit>;

/** The listing says that the channel holds the unit's newest version. */
export function isSynced(listing: Listing, wanted: Wanted): boolean {
  const unit = wanted.get(listing.unit_id ?? '');

  return listing.sync_status === 'ok' && listing.last_sync_version === unit?.version;
}
