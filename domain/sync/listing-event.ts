import type { DomainEvent } from '../domain-event.ts';
import { toTimestamp } from '../time.ts';
import type { Attempt } from './settle.ts';

/** What other domains are told when a listing was synced, removed or given up (`error_message` then says why). */
export function listingEvent(
  attempt: Attempt,
  ending: { synced: boolean; error_message: string | null; now: number },
): DomainEvent {
  const { audit } = attempt;

  return {
    name: ending.synced ? 'channel.listing.synced' : 'channel.listing.failed',
    org_id: audit.org_id,
    account_id: audit.account_id,
    target_id: audit.target_id,
    listing_id: audit.listing_id,
    unit_id: audit.unit_id,
    unit_version: audit.unit_version,
    trace_id: audit.trace_id,
    occurred_at: toTimestamp(ending.now),
    ...(ending.synced || ending.error_message === null
      ? {}
      : { error_message: ending.error_message }),
  };
}
