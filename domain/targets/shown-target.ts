import * as z from 'zod';
import { credentialsEnd } from '../credentials/credentials-end.ts';
import { healthNow } from './health-now.ts';
import { type StoredTarget, targetSchema } from './target.ts';

/** A target as people see it, with what they should see to. */
export const shownTargetSchema = targetSchema.extend({
  warnings: z.array(z.object({ field: z.string(), message: z.string() })),
});

export type ShownTarget = z.infer<typeof shownTargetSchema>;

/** What people may see of a stored target at `now` (epoch ms). */
export function shownTarget(stored: StoredTarget, now: number): ShownTarget {
  const end = credentialsEnd(stored, now);
  const warnings = end ? [{ field: 'credentials_expires_at', message: end.message }] : [];

  return shownTargetSchema.parse({ ...stored, ...healthNow(stored, now), warnings });
}
