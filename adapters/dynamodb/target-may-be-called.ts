import type { Attempt } from '../../domain/sync/settle.ts';
import type { TransactItem } from './audit-items.ts';
import { targetKey } from './keys.ts';

/** Against a worker whose memory of the target is some seconds old: paused means silent, and a changed limit holds. */
export function targetMayBeCalled(
  table: string,
  { audit, rate_limit_config }: Attempt,
): TransactItem {
  return {
    ConditionCheck: {
      TableName: table,
      Key: targetKey(audit, audit.target_id),
      ConditionExpression:
        'is_active = :yes AND deleted_at = :null AND rate_limit_config = :limit AND (blocked_until = :null OR blocked_until <= :now)',
      ExpressionAttributeValues: {
        ':yes': true,
        ':null': null,
        ':limit': rate_limit_config,
        ':now': audit.started_at,
      },
    },
  };
}
