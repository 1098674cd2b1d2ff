import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { targetKey } from '../keys.ts';
import type { TransactItem } from '../transactions.ts';

/**
 * Against a worker whose memory of the target is some seconds old: paused means silent, a changed limit holds, and what is
 * sent to a place or an account that the target has left must not be taken for sent.
 */
export function targetMayBeCalled(table: string, { audit, target }: Attempt): TransactItem {
  return {
    ConditionCheck: {
      TableName: table,
      Key: targetKey(audit, audit.target_id),
      ConditionExpression:
        'is_active = :yes AND deleted_at = :null AND rate_limit_config = :limit AND base_url = :base_url AND window_key = :window_key AND (blocked_until = :null OR blocked_until <= :now)',
      ExpressionAttributeValues: {
        ':yes': true,
        ':null': null,
        ':limit': target.rate_limit_config,
        ':base_url': target.base_url,
        ':window_key': target.window_key,
        ':now': audit.started_at,
      },
    },
  };
}
