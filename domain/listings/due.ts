import { toTimestamp } from '../common/time.ts';
import type { StoredListing } from './listing.ts';

/** The sweeper's sparse index is spread over these partitions. */
export const dueShards: readonly string[] = [...'0123456789abcdef'];

/** The partition of a listing: the first hex digit of its id. */
export function dueShard(listingId: string): string {
  return listingId.slice(0, 1);
}

/** The sweeper looks at a listing this long (ms) after its job was enqueued or should have run, unless it is done by then. */
export const sweepAfterMs = 180_000;

/**
 * When the sweeper has to look at a listing that is to get no more calls: once the lease of a call under way is over, lest its
 * worker has died. Whoever ends the call takes this away again.
 */
export function dueForOpenRow({ id, open_attempt, lease_until = 0 }: StoredListing) {
  return open_attempt === undefined
    ? {}
    : { due_shard: dueShard(id), due_at: toTimestamp(lease_until) };
}
