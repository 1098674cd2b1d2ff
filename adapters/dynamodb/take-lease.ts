import type { Attempt, ListingChanges } from '../../domain/sync/settle.ts';
import type { TransactItem } from './audit-items.ts';
import { listingKey } from './keys.ts';
import { updateOf } from './update-expression.ts';

/** Takes the listing for one attempt, if it is as it was read. `until`: when others may take it over (epoch ms). */
export function takeLease(table: string, attempt: Attempt, until: number): TransactItem {
  const { idempotency_key, retry_attempt } = attempt.audit;
  const changes: ListingChanges = {
    set: {
      lease_id: attempt.lease_id,
      lease_until: until,
      open_attempt: { idempotency_key, retry_attempt },
      attempt_key: idempotency_key,
      attempt_count: retry_attempt + 1,
      // Until an answer says otherwise, so that a crash leaves it set.
      remote_unclear: true,
    },
    remove: ['dispatch'],
  };

  return {
    Update: {
      TableName: table,
      Key: listingKey(attempt.audit, attempt.audit.listing_id),
      ...updateOf(changes, { revision: attempt.opened.revision }),
    },
  };
}
