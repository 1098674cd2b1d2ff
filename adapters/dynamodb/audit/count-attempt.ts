import type { Tenant } from '../../../domain/common/tenant.ts';
import { latencyBin } from '../../../domain/health/latency-histogram.ts';
import type { AuditClosing } from '../../../domain/sync/sync-store.ts';
import { minuteKey } from '../keys.ts';
import type { TransactItem } from './audit-items.ts';

/** An attempt was to be counted that has not ended. */
export class AttemptStillOpenError extends Error {
  override name = 'AttemptStillOpenError';
}

/** Minutes are kept this long: the dashboard looks back one day, alerts and people a little longer. */
const keptForDays = 3;

/** When the counts of a minute expire, in epoch seconds. */
export function minuteExpiry(at: string): number {
  return Math.ceil(Date.parse(at) / 1000) + keptForDays * 86_400;
}

/** The attribute that counts the calls of a latency bin. */
export function latencyAttribute(bin: number): string {
  return `l${bin}`;
}

/**
 * Counts one attempt in the minute of its target in which it ended; belongs in the transaction that closes its audit row, so
 * that the counts are exact. One item of less than 1 KB whatever is counted in it, which a transaction writes for two units:
 * counts per outcome, the last success, and a histogram of how long the calls took.
 *
 * @throws AttemptStillOpenError
 */
export function countAttempt(
  metersTable: string,
  of: Tenant & { readonly target_id: string },
  closing: Pick<AuditClosing, 'outcome' | 'completed_at' | 'duration_ms'>,
): TransactItem {
  const { outcome, completed_at, duration_ms } = closing;
  if (outcome === 'open' || completed_at === null)
    throw new AttemptStillOpenError('only an attempt that has ended is counted');
  const bins = duration_ms === null ? [] : [latencyAttribute(latencyBin(duration_ms))];
  const succeeded = outcome === 'success';
  const counted = [outcome, ...bins];

  return {
    Update: {
      TableName: metersTable,
      Key: minuteKey(of, of.target_id, completed_at),
      UpdateExpression: `SET expires_at = :expires${succeeded ? ', last_success_at = :at' : ''} ADD ${counted.map((name) => `#${name} :one`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(counted.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ':expires': minuteExpiry(completed_at),
        ...(succeeded ? { ':at': completed_at } : {}),
        ':one': 1,
      },
    },
  };
}
