import { untilMs } from '../common/time.ts';
import type { Gate } from '../pacing/target-gate.ts';
import type { StoredListing } from './listing.ts';

/** What the gate of a listing depends on. */
type GatedListing = Wanted & Pick<StoredListing, 'lease_until' | 'retry_after_at'>;
type Wanted = Pick<StoredListing, 'status' | 'removal_requested'>;

/** Whether this listing may be called for: active (or to be removed), not being called for, not waiting for a retry. */
export function listingGate(listing: GatedListing | undefined, now: number): Gate {
  if (listing === undefined) return { kind: 'closed', why: 'listing-gone' };
  if (!isWanted(listing)) return { kind: 'closed', why: `listing-${listing.status}` };
  const lease = listing.lease_until ?? 0;
  if (lease > now) return { kind: 'wait', until: lease, why: 'in-progress' };
  const retryAfter = untilMs(listing.retry_after_at);
  if (retryAfter > now) return { kind: 'wait', until: retryAfter, why: 'retry-after' };

  return { kind: 'open' };
}

/** Whether the channel is to hear of the listing at all. */
export function isWanted({ status, removal_requested }: Wanted): boolean {
  return status === 'active' || status === 'error' || removal_requested === true;
}
