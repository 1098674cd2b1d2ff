import { toTimestamp } from '../../../domain/common/time.ts';
import { dueShard } from '../../../domain/listings/due.ts';
import { jobAttributes } from '../../../domain/listings/request-sync.ts';
import type { SyncJob } from '../../../domain/sync/sync-job.ts';
import { listingKey } from '../keys.ts';

/*
 * What the worker notes on a listing whose job it has not done. It may not have read the row, or may be unable to, so these
 * leave `revision` alone; they apply only while the listing is due.
 */

/** What operators asked for, which fails with the job. */
const wishes = [
  'replay_id',
  'requested_by',
  'waiting_replays',
  'resync_id',
  'resync_by',
  'retry_after_at',
] as const;

/** `why` is shown to people meanwhile. */
export function parked(
  table: string,
  job: SyncJob,
  { until, why }: { readonly until: number; readonly why: string | undefined },
) {
  const { UpdateExpression, ...rest } = held(table, job, until);
  const reason = why === undefined ? '' : ', error_message = :why';

  return {
    ...rest,
    UpdateExpression: `${UpdateExpression}, parked = :yes${reason}`,
    ExpressionAttributeValues: {
      ...rest.ExpressionAttributeValues,
      ':yes': true,
      ...(why === undefined ? {} : { ':why': why }),
    },
  };
}

export function held(table: string, job: SyncJob, until: number) {
  return {
    ...stillDue(table, job),
    UpdateExpression: 'SET due_at = :until, due_shard = :shard',
    ExpressionAttributeValues: {
      ':until': toTimestamp(until),
      ':shard': dueShard(job.listing_id),
    },
  };
}

export function givenUp(table: string, job: SyncJob, message: string) {
  return {
    ...stillDue(table, job),
    UpdateExpression: `SET sync_status = :error, error_message = :message REMOVE ${[...jobAttributes, ...wishes].join(', ')}`,
    ExpressionAttributeValues: { ':error': 'error', ':message': message },
  };
}

function stillDue(TableName: string, job: SyncJob) {
  return {
    TableName,
    Key: listingKey(job, job.listing_id),
    ConditionExpression: 'attribute_exists(due_at)',
  };
}
