import { randomUUID } from 'node:crypto';
import { newTimeOrderedId } from '../../domain/common/ids.ts';
import type { InboundAudit } from '../../domain/inbound/inbound-audit.ts';
import { aTarget } from './target.ts';

/** What a webhook has left: a change of reservation 33, still to be worked off. */
export function anInboundRow(over: Partial<InboundAudit> = {}): InboundAudit {
  const { org_id, account_id, id: target_id } = aTarget();
  const at = over.received_at ?? '2026-06-01T12:00:00.000Z';

  return {
    id: newTimeOrderedId(Date.parse(at)),
    ...{ org_id, account_id, target_id, listing_id: null, event_type: 'booking_modified' },
    external_event_id: 'reservation.updated:33:2026-06-01 11:59:59',
    payload_hash: 'a'.repeat(64),
    ...{ received_at: at, created_at: at, processed_at: null, processing_status: 'pending' },
    ...{ error_message: null, trace_id: randomUUID(), source: 'webhook', reprocess_of: null },
    ...{ external_reservation_id: '33', excerpt: '{}' },
    ...over,
  };
}
