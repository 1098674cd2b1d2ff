import type { SyncJob } from '../../domain/sync/sync-job.ts';
import type { SpanAttributes } from './span.ts';

/** What a span works on, by ids alone. */
export function idAttributes(
  of: Partial<Record<'org_id' | 'account_id' | 'target_id' | 'listing_id', string>> &
    Partial<Pick<SyncJob, 'unit_id'>>,
): SpanAttributes {
  return {
    'tvl.org_id': of.org_id,
    'tvl.account_id': of.account_id,
    'tvl.target_id': of.target_id,
    'tvl.listing_id': of.listing_id,
    'tvl.unit_id': of.unit_id ?? undefined,
  };
}
