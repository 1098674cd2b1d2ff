import type { DomainEvent } from '../common/domain-event.ts';
import { toTimestamp } from '../common/time.ts';
import type { OutboundAudit } from '../listings/outbound-audit.ts';

/** Which listing an event is about, at which version of its unit, and as part of what. */
type EventSubject = Pick<
  OutboundAudit,
  'org_id' | 'account_id' | 'target_id' | 'listing_id' | 'unit_id' | 'unit_version' | 'trace_id'
>;

/** What other domains are told when a listing was synced, removed or given up (`error_message` then says why). */
export function listingEvent(
  subject: EventSubject,
  ending: { synced: boolean; error_message: string | null; now: number },
): DomainEvent {
  const { org_id, account_id, target_id, listing_id, unit_id, unit_version, trace_id } = subject;

  return {
    name: ending.synced ? 'channel.listing.synced' : 'channel.listing.failed',
    org_id,
    account_id,
    target_id,
    listing_id,
    unit_id,
    unit_version,
    trace_id,
    occurred_at: toTimestamp(ending.now),
    ...(ending.synced || ending.error_message === null
      ? {}
      : { error_message: ending.error_message }),
  };
}
