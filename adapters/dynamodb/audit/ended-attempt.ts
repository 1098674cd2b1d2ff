import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import type { EndedAttempt } from '../../../domain/health/count-attempts.ts';
import { lastIdOf, tenantOf } from '../keys.ts';
import { momentSchema, uuidSchema } from '../packed-values.ts';
import { itemOf } from '../stream-image.ts';

const rowSchema = z.object({
  target_pk: z.string(),
  id: uuidSchema.pipe(z.uuid()),
  outcome: z.enum(['success', 'failed', 'rate_limited', 'abandoned']),
  completed_at: momentSchema.pipe(z.iso.datetime()),
  duration_ms: z.number().min(0).nullish(),
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
    const { target_pk, duration_ms = null, ...row } = rowSchema.parse(itemOf(dynamodb?.NewImage));

    return { ...row, ...tenantOf(target_pk), target_id: lastIdOf(target_pk), duration_ms };
  } catch {
    return 'unreadable';
  }
}
