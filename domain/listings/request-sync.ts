import { toTimestamp } from '../common/time.ts';
import { dueShard, sweepAfterMs } from './due.ts';
import type { StoredListing } from './listing.ts';

/** One request of an operator that makes a listing sync. */
export interface SyncRequest {
  readonly request_id: string;
  /** W3C trace id, 32 hex digits. */
  readonly trace_id: string;
  /** Epoch ms. */
  readonly now: number;
}

/** The attributes that turn a write of a listing into a job: now by the stream, later by the sweeper should the job get lost. */
export function syncAttributes(
  { id, asked_at }: Pick<StoredListing, 'id' | 'asked_at'>,
  { request_id, trace_id, now }: SyncRequest,
  dispatch: 'normal' | 'priority' = 'normal',
) {
  return {
    dispatch,
    request_id,
    trace_id,
    sync_status: 'pending',
    asked_at: asked_at ?? toTimestamp(now),
    due_shard: dueShard(id),
    due_at: toTimestamp(now + sweepAfterMs),
    updated_at: toTimestamp(now),
  } as const satisfies Partial<StoredListing>;
}

/** What must go so that neither the stream nor the sweeper starts a job. */
export const jobAttributes = [
  'dispatch',
  'request_id',
  'asked_at',
  'due_shard',
  'due_at',
  'parked',
] as const;
