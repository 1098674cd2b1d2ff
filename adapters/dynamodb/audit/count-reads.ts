import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReadCounts } from '../../../domain/health/minute-counts.ts';
import type { TargetIdentity } from '../../../domain/targets/target-resources.ts';
import { minuteKey } from '../keys.ts';
import { retryConflicts } from '../transactions.ts';
import { minuteExpiry } from './count-in-minute.ts';

/** The attributes of a minute that count what was only read. */
export const readAttributes = {
  success: 'reads_success',
  failed: 'reads_failed',
  rate_limited: 'reads_rate_limited',
} as const satisfies Record<keyof ReadCounts, string>;

/** Adds reads to the minute of their target in which they are recorded (`at`). Nearly exact: a request repeated after a lost answer counts twice. */
export async function countReads(
  client: DynamoDBDocumentClient,
  metersTable: string,
  {
    target,
    counts,
    at,
  }: { readonly target: TargetIdentity; readonly counts: ReadCounts; readonly at: string },
): Promise<void> {
  const update = new UpdateCommand({
    TableName: metersTable,
    Key: minuteKey(target, target.id, at),
    UpdateExpression: `SET expires_at = :expires ADD ${readAttributes.success} :success, ${readAttributes.failed} :failed, ${readAttributes.rate_limited} :rate_limited`,
    ExpressionAttributeValues: {
      ':expires': minuteExpiry(at),
      ':success': counts.success,
      ':failed': counts.failed,
      ':rate_limited': counts.rate_limited,
    },
  });
  await retryConflicts(() => client.send(update));
}
