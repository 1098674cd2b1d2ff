import * as z from 'zod';
import { type Operation, type OutboundAudit, outboundAuditSchema } from './outbound-audit.ts';

/**
 * The open audit row of a listing, as the listing carries it until the attempt is closed. What it has in common with its
 * listing is not repeated. `number` counts all attempts of the listing, from 1.
 */
export const openAttemptSchema = outboundAuditSchema
  .pick({
    id: true,
    unit_version: true,
    operation: true,
    resource: true,
    started_at: true,
    request_payload_hash: true,
    idempotency_key: true,
    retry_attempt: true,
    trace_id: true,
    created_by: true,
  })
  .extend({ number: z.int().min(1) });

export type OpenAttempt = z.infer<typeof openAttemptSchema>;

/** What an attempt shares with its listing. */
export type AttemptedListing = Pick<
  OutboundAudit,
  'org_id' | 'account_id' | 'target_id' | 'unit_id'
> & { readonly id: string };

const methods = { create: 'POST', update: 'PUT', delete: 'DELETE' } as const satisfies Record<
  Operation,
  OutboundAudit['http_method']
>;

/** The audit row of an attempt while it is open. */
export function openRow(
  listing: AttemptedListing,
  { number: _, ...attempt }: OpenAttempt,
): OutboundAudit {
  const { org_id, account_id, target_id, unit_id } = listing;

  return {
    ...attempt,
    org_id,
    account_id,
    listing_id: listing.id,
    target_id,
    unit_id,
    http_method: methods[attempt.operation],
    http_status: null,
    completed_at: null,
    duration_ms: null,
    request_excerpt: '',
    response_excerpt: null,
    error_message: null,
    created_at: attempt.started_at,
    outcome: 'open',
  };
}

/** The audit row that a dead worker left open, as whoever takes its listing next closes it. `now`: ISO 8601. */
export function abandonedRow(
  listing: AttemptedListing,
  attempt: OpenAttempt,
  now: string,
): OutboundAudit {
  return {
    ...openRow(listing, attempt),
    outcome: 'abandoned',
    completed_at: now,
    error_message:
      'the worker died between the call and the record: whether the call arrived is unknown',
  };
}
