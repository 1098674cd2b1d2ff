import * as z from 'zod';
import { tenantSchema } from '../common/tenant.ts';

/**
 * A wake-up for one listing: what to send is read when the job runs, so that only the newest state matters.
 * Message group: see `groupOf`.
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
  /** Why it was enqueued. */
  reason: z.enum(['unit', 'nights', 'request', 'sweep']),
});

export type SyncJob = z.infer<typeof syncJobSchema>;

/**
 * The message group of a job: its listing, so that others pass freely. One about nights has a group of its own, or it would wait behind a
 * job for the content that is hidden until its place in a long queue.
 */
export function groupOf({ listing_id, reason }: Pick<SyncJob, 'listing_id' | 'reason'>): string {
  return reason === 'nights' ? `${listing_id}.nights` : listing_id;
}
