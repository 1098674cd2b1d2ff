import type { CallOutcome } from '../channels/channel.ts';
import type { DomainEvent } from '../domain-event.ts';
import { toTimestamp } from '../time.ts';
import type { Attempt } from './settle.ts';

/** What other domains are told when a listing was synced, removed or given up. */
export function listingEvent(
  attempt: Attempt,
  synced: boolean,
  outcome: CallOutcome,
  now: number,
): DomainEvent {
  const { audit } = attempt;

  return {
    name: synced ? 'channel.listing.synced' : 'channel.listing.failed',
    org_id: audit.org_id,
    account_id: audit.account_id,
    target_id: audit.target_id,
    listing_id: audit.listing_id,
    unit_id: audit.unit_id,
    unit_version: audit.unit_version,
    trace_id: audit.trace_id,
    occurred_at: toTimestamp(now),
    ...(synced || outcome.error_message === null ? {} : { error_message: outcome.error_message }),
  };
}
