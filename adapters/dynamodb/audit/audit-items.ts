import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { OutboundAudit } from '../../../domain/listings/outbound-audit.ts';
import { auditKey, byTargetPk, byTracePk } from '../keys.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Rows live this long (spec, Lifecycle of Outbound Audit). */
const keptForDays = 90;

/** Writes an audit row that is closed. There is no other write to table `audit`, and none to a row that is there. */
export function closedRow(table: string, audit: OutboundAudit, number: number): TransactItem {
  return {
    Put: {
      TableName: table,
      Item: {
        ...auditKey(audit, audit.listing_id, number),
        target_pk: byTargetPk(audit, audit.target_id),
        trace_pk: byTracePk(audit, audit.trace_id),
        expires_at: Math.ceil(Date.parse(audit.started_at) / 1000) + keptForDays * 86_400,
        ...audit,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}
