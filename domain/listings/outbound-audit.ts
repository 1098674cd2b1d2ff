import * as z from 'zod';
import { tenantSchema } from '../common/tenant.ts';
import { timestampSchema } from '../common/time.ts';

export const operationSchema = z.enum(['create', 'update', 'delete']);

/** The part of a listing that an attempt is about: what it is, or its nights, with their prices. */
export const resourceSchema = z.enum(['content', 'calendar']);

/** How an attempt ended; `open` until it is closed. `abandoned`: its worker died between the call and the record. */
export const outcomeSchema = z.enum(['open', 'success', 'failed', 'rate_limited', 'abandoned']);

/** Rows live this long (spec, Lifecycle of Outbound Audit); the archive has them longer. */
export const auditKeptForDays = 90;

/** One HTTP attempt to write to a channel (spec, Entity: Outbound Audit). Never changes once `completed_at` is set. */
export const outboundAuditSchema = z.object({
  id: z.uuid(),
  ...tenantSchema.shape,
  listing_id: z.uuid(),
  target_id: z.uuid(),
  unit_id: z.uuid().nullable(),
  unit_version: z.int().min(1),
  operation: operationSchema,
  resource: resourceSchema
    .default('content')
    .describe('What the attempt was about: the listing itself, or its nights.'),
  http_method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']),
  http_status: z.int().nullable(),
  started_at: timestampSchema,
  completed_at: timestampSchema.nullable(),
  duration_ms: z.int().min(0).nullable(),
  request_payload_hash: z.string().length(64),
  request_excerpt: z.string().max(500),
  response_excerpt: z.string().max(500).nullable(),
  idempotency_key: z.string().max(128),
  retry_attempt: z.int().min(0),
  error_message: z.string().nullable(),
  /** A W3C trace id in UUID form; any 128 bits, so no version of RFC 9562. */
  trace_id: z.guid(),
  created_by: z.uuid().nullable(),
  created_at: timestampSchema,
  outcome: outcomeSchema,
});

export type OutboundAudit = z.infer<typeof outboundAuditSchema>;
export type Operation = z.infer<typeof operationSchema>;
export type Outcome = z.infer<typeof outcomeSchema>;
