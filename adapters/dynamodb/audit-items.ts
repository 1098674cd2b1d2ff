import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { StoredListing } from '../../domain/channels/listing.ts';
import type { OutboundAudit } from '../../domain/channels/outbound-audit.ts';
import type { AuditClosing } from '../../domain/sync/sync-store.ts';
import { auditKey, byTargetPk, byTracePk, type Key } from './keys.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Rows live this long (spec, Lifecycle of Outbound Audit). */
const keptForDays = 90;

export function auditKeyOf(audit: OutboundAudit): Key {
  return auditKey(audit, audit.listing_id, audit);
}

/** Writes a row open. The key makes (listing, idempotency key, attempt) unique. */
export function openRow(table: string, audit: OutboundAudit): TransactItem {
  return {
    Put: {
      TableName: table,
      Item: {
        ...auditKeyOf(audit),
        target_pk: byTargetPk(audit, audit.target_id),
        trace_pk: byTracePk(audit, audit.trace_id),
        expires_at: Math.ceil(Date.parse(audit.started_at) / 1000) + keptForDays * 86_400,
        ...audit,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

/** Closes a row that is still open; a closed row never changes. */
export function closeRow(table: string, audit: OutboundAudit, closing: AuditClosing): TransactItem {
  return {
    Update: {
      TableName: table,
      Key: auditKeyOf(audit),
      UpdateExpression:
        'SET outcome = :outcome, http_status = :status, completed_at = :completed, duration_ms = :duration, response_excerpt = :response, error_message = :error',
      ConditionExpression: 'outcome = :open',
      ExpressionAttributeValues: {
        ':open': 'open',
        ':outcome': closing.outcome,
        ':status': closing.http_status,
        ':completed': closing.completed_at,
        ':duration': closing.duration_ms,
        ':response': closing.response_excerpt,
        ':error': closing.error_message,
      },
    },
  };
}

/** Closes the row that a dead worker left open, if the listing has one. */
export function abandonedRow(table: string, listing: StoredListing, now: string): TransactItem[] {
  if (listing.open_attempt === undefined) return [];

  return [
    {
      Update: {
        TableName: table,
        Key: auditKey(listing, listing.id, listing.open_attempt),
        UpdateExpression: 'SET outcome = :abandoned, completed_at = :now, error_message = :message',
        ConditionExpression: 'outcome = :open',
        ExpressionAttributeValues: {
          ':open': 'open',
          ':abandoned': 'abandoned',
          ':now': now,
          ':message':
            'the worker died between the call and the record: whether the call arrived is unknown',
        },
      },
    },
  ];
}

/** Takes back a row whose call was never made. */
export function withdrawRow(table: string, audit: OutboundAudit): TransactItem {
  return {
    Delete: {
      TableName: table,
      Key: auditKeyOf(audit),
      ConditionExpression: 'outcome = :open',
      ExpressionAttributeValues: { ':open': 'open' },
    },
  };
}
