import { randomUUID } from 'node:crypto';
import type { OutboundAudit } from '../../domain/listings/outbound-audit.ts';

/** A closed audit row. */
export function anAudit(over: Partial<OutboundAudit> = {}): OutboundAudit {
  const started_at = new Date(1_700_000_000_000 + (over.retry_attempt ?? 0) * 1000).toISOString();

  return {
    id: randomUUID(),
    org_id: 'demo',
    account_id: 'main',
    listing_id: randomUUID(),
    target_id: randomUUID(),
    unit_id: null,
    unit_version: 1,
    operation: 'create',
    resource: 'content',
    http_method: 'POST',
    http_status: 503,
    started_at,
    completed_at: started_at,
    duration_ms: 10,
    request_payload_hash: 'a'.repeat(64),
    request_excerpt: '{}',
    response_excerpt: null,
    idempotency_key: 'k'.repeat(64),
    retry_attempt: 0,
    error_message: null,
    trace_id: randomUUID(),
    created_by: null,
    created_at: started_at,
    outcome: 'failed',
    ...over,
  };
}
