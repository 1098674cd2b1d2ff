import { createHash } from 'node:crypto';
import * as z from 'zod';
import { tenantSchema } from '../common/tenant.ts';
import { timestampSchema } from '../common/time.ts';
import { type AlertRule, alertRuleSchema, currentAlertSchema } from '../health/alert.ts';

/** An alert as it is kept: who, since when, until when, and how bad it became. */
export const alertRecordSchema = z.object({
  id: z.uuid(),
  ...tenantSchema.shape,
  target_id: z.uuid(),
  listing_id: z.uuid().nullable().meta({
    description: 'Of the rules that tell of one listing: `content_refused` and `double_booking`.',
  }),
  rule: alertRuleSchema,
  message: z.string(),
  value: currentAlertSchema.shape.value.meta({
    description: 'When it was last looked at and held; null for a rule that is about no number.',
  }),
  peak: z.number().nullable().meta({
    description: 'The worst value so far; of credentials the fewest days.',
  }),
  threshold: z.number().nullable(),
  opened_at: timestampSchema,
  last_seen_at: timestampSchema.meta({
    description: 'When its condition was last seen to hold, to within five minutes.',
  }),
  closed_at: timestampSchema.nullable(),
  acknowledged_at: timestampSchema.nullable(),
  acknowledged_by: z.uuid().nullable(),
});

export type AlertRecord = z.infer<typeof alertRecordSchema>;

/** An alert with what only its rules need of it. */
export const storedAlertSchema = alertRecordSchema.extend({
  /** What it is about within its rule, e.g. a listing and its version: one alert of a target, rule and subject is open at a time. */
  subject: z.string(),
  /** Since when its condition has not held, while it is still open. */
  quiet_since: timestampSchema.nullable(),
  /** It is open again, and both its opening and its closing have been told. */
  is_told: z.boolean().optional(),
  /** Rises with every write, so that a decision made on an old read cannot be acted upon. */
  revision: z.int().min(0),
});

export type StoredAlert = z.infer<typeof storedAlertSchema>;

/** Names what can be open once: of a target. */
export function alertKey({ rule, subject }: { rule: AlertRule; subject: string }): string {
  return `${rule}#${subject}`;
}

/**
 * The id of an opening, a UUID (RFC 9562, version 8) that sorts by when that was: the first 48 bits are the moment, the others
 * a hash of what it is about. The same opening, decided by two who do not know of each other, has the same id.
 */
export function alertId(targetId: string, key: string, openedAt: number): string {
  const time = openedAt.toString(16).padStart(12, '0');
  const hash = createHash('sha256').update(`${targetId}|${key}`).digest('hex');

  return [
    time.slice(0, 8),
    time.slice(8),
    `8${hash.slice(0, 3)}`,
    `8${hash.slice(3, 6)}`,
    hash.slice(6, 18),
  ].join('-');
}
