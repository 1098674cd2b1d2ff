import * as z from 'zod';
import {
  auditKeptForDays,
  type OutboundAudit,
  outboundAuditSchema,
} from '../../../domain/listings/outbound-audit.ts';
import type { AuditClosing } from '../../../domain/sync/sync-store.ts';
import { expiryAfter } from '../expiry.ts';
import { auditKey, byTargetPk, byTracePk, lastIdOf, tenantOf } from '../keys.ts';
import {
  hexBytes,
  hexSchema,
  jsonBytes,
  jsonSchema,
  momentNumber,
  momentSchema,
  uuidBytes,
  uuidSchema,
} from '../packed-values.ts';
import type { TransactItem } from '../transactions.ts';

/** A row with what is not shown of it. */
export type ClosedAudit = OutboundAudit & Pick<AuditClosing, 'ending'>;

/** Writes an audit row that is closed. There is no other write to table `audit`, and none to a row that is there. */
export function closedRow(table: string, audit: ClosedAudit, number: number): TransactItem {
  return {
    Put: {
      TableName: table,
      Item: auditItem(audit, number),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

/*
 * A row is paid for by the KB, twice in its transaction. So what its keys say is not repeated, ids and hashes are bytes, and what
 * people read of the call lies compressed: few rows have more than 1 KB. What became of the job is there to be counted only. `started_at`, `outcome` and `http_status` are plain, since
 * the indexes have them.
 */
function auditItem(audit: ClosedAudit, number: number): Record<string, unknown> {
  const { org_id: _, account_id: __, listing_id: ___, target_id: ____, ...own } = audit;
  const { trace_id, request_excerpt, response_excerpt, error_message, ...others } = own;
  const { resource, ending, ...plain } = others;

  return {
    ...auditKey(audit, audit.listing_id, number),
    target_pk: byTargetPk(audit, audit.target_id),
    trace_pk: byTracePk(audit, trace_id),
    expires_at: expiryAfter(Date.parse(audit.started_at), auditKeptForDays * 86_400),
    ...plain,
    id: uuidBytes(audit.id),
    unit_id: uuidBytes(audit.unit_id),
    created_by: uuidBytes(audit.created_by),
    created_at: momentNumber(audit.created_at),
    completed_at: momentNumber(audit.completed_at),
    request_payload_hash: hexBytes(audit.request_payload_hash),
    idempotency_key: isHash(audit.idempotency_key)
      ? hexBytes(audit.idempotency_key)
      : audit.idempotency_key,
    ...(resource !== 'content' && { resource }),
    ...(ending && { job: ending.state, job_ms: ending.latency_ms }),
    texts: jsonBytes([request_excerpt, response_excerpt, error_message]),
  };
}

const text = z.string().nullable();
const packedSchema = z.looseObject({
  pk: z.string(),
  target_pk: z.string(),
  trace_pk: z.string(),
  id: uuidSchema,
  unit_id: uuidSchema.nullable().default(null),
  created_by: uuidSchema.nullable().default(null),
  created_at: momentSchema,
  completed_at: momentSchema.nullable().default(null),
  request_payload_hash: hexSchema,
  idempotency_key: hexSchema,
  texts: jsonSchema.pipe(z.tuple([z.string(), text, text])),
});

/** A row of table `audit`. @throws z.ZodError when the item is none */
export function toAudit(item: Record<string, unknown>): OutboundAudit {
  // Earlier versions wrote everything as it is shown.
  if (!('texts' in item)) return outboundAuditSchema.parse(item);
  const { pk, target_pk, trace_pk, texts, ...plain } = packedSchema.parse(item);
  const [request_excerpt, response_excerpt, error_message] = texts;

  return outboundAuditSchema.parse({
    ...plain,
    ...tenantOf(pk),
    listing_id: lastIdOf(pk),
    target_id: lastIdOf(target_pk),
    trace_id: lastIdOf(trace_pk),
    request_excerpt,
    response_excerpt,
    error_message,
  });
}

function isHash(key: string): boolean {
  return /^[0-9a-f]{64}$/.test(key);
}
