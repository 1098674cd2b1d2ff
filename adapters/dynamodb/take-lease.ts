import type { Attempt } from '../../domain/sync/settle.ts';
import type { TransactItem } from './audit-items.ts';
import { listingKey } from './keys.ts';
import { updateOf } from './update-expression.ts';

/**
 * Opens an attempt on its listing, if that is as it was read: the open audit row and the lease are one.
 * `until`: when others may take the listing over (epoch ms).
 */
export function takeLease(table: string, { open, opened }: Attempt, until: number): TransactItem {
  const { idempotency_key, retry_attempt, number } = open;

  return {
    Update: {
      TableName: table,
      Key: listingKey(opened, opened.id),
      ...updateOf(
        {
          set: {
            open_attempt: open,
            lease_until: until,
            attempt_key: idempotency_key,
            attempt_count: retry_attempt + 1,
            attempt_number: number,
            // Until an answer says otherwise, so that a crash leaves it set.
            remote_unclear: true,
          },
          remove: ['dispatch'],
        },
        { revision: opened.revision },
      ),
    },
  };
}
