import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import type { EndedAttempt } from '../../../domain/health/count-attempts.ts';
import { operationSchema } from '../../../domain/listings/outbound-audit.ts';
import { lastIdOf, tenantOf } from '../keys.ts';
import { momentSchema, uuidSchema } from '../packed-values.ts';
import { itemOf } from '../stream-image.ts';

const rowSchema = z.object({
  target_pk: z.string(),
  id: uuidSchema.pipe(z.uuid()),
  outcome: z.enum(['success', 'failed', 'rate_limited', 'abandoned']),
  completed_at: momentSchema.pipe(z.iso.datetime()),
  duration_ms: z.number().min(0).nullish(),
  operation: operationSchema,
  http_status: z.int().nullish(),
  /** Absent where the job goes on, and in rows of earlier versions. */
  job: z.enum(['success', 'failed']).optional(),
  job_ms: z.int().min(0).nullish(),
});

/**
 * A record of the stream of table `audit` as an attempt that has ended; undefined for what puts no row on record, such as the removal
 * of an old one; `unreadable` for a row that cannot be understood. A row is written once, when its attempt is closed.
 */
export function toEndedAttempt({
  eventName,
  dynamodb,
}: DynamoDBRecord): EndedAttempt | 'unreadable' | undefined {
  if (eventName !== 'INSERT') return undefined;
  try {
    const {
      target_pk,
      operation,
      job,
      job_ms = null,
      ...row
    } = rowSchema.parse(itemOf(dynamodb?.NewImage));
    const { duration_ms = null, http_status = null } = row;
    const ending = job && { action: operation, state: job, latency_ms: job_ms };

    return {
      ...{ ...row, ...tenantOf(target_pk), target_id: lastIdOf(target_pk) },
      ...{ duration_ms, http_status, ending },
    };
  } catch {
    return 'unreadable';
  }
}
