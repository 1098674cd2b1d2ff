import * as z from 'zod';
import { tenantSchema } from '../common/tenant.ts';

/**
 * A wake-up for one listing: what to send is read when the job runs, so that only the newest state matters.
 * Message group: `listing_id`.
 */
export const syncJobSchema = z.object({
  ...tenantSchema.shape,
  target_id: z.uuid(),
  listing_id: z.uuid(),
  /** Null for a space-level listing. */
  unit_id: z.uuid().nullable(),
  /** W3C trace id (32 hex) of the request behind it. */
  trace_id: z.string().regex(/^[0-9a-f]{32}$/),
  /** What asked for it, where spans are recorded: 16 hex. */
  span_id: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  /** Why it was enqueued; for logs. */
  reason: z.enum(['unit', 'request', 'sweep']),
});

export type SyncJob = z.infer<typeof syncJobSchema>;
