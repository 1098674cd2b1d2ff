import * as z from 'zod';
import { tenantSchema } from '../common/tenant.ts';
import { timestampSchema } from '../common/time.ts';
import { outboundAuditSchema } from '../listings/outbound-audit.ts';

/** Where a closed attempt lies in the log: `attempt` is its key among the attempts of its listing. */
export interface AttemptPlace {
  readonly listing_id: string;
  readonly attempt: string;
  readonly started_at: string;
}

/**
 * A row of the log as the archive has it, a line of JSON: all that the API shows of an attempt, its key, and the channel of its target.
 * A row that this version cannot read is kept `raw`, as it lies in the table, with what its keys say.
 */
export const archivedRowSchema = outboundAuditSchema.partial().extend({
  ...tenantSchema.shape,
  target_id: z.string(),
  /** Null when nobody knows the target any more. */
  channel: z.string().nullable(),
  listing_id: z.string(),
  attempt: z.string(),
  started_at: timestampSchema,
  /** JSON; bytes in base64. Null of a row that could be read. */
  raw: z.string().nullable(),
});

export type ArchivedRow = z.infer<typeof archivedRowSchema>;

/** The names of its fields, in the order of the lines and of what is exported. */
export const archivedFields = Object.keys(archivedRowSchema.shape);

/** By which a row that was archived twice is known. An attempt has one row, which never changes. */
export function rowKey({
  listing_id,
  attempt,
}: Pick<AttemptPlace, 'listing_id' | 'attempt'>): string {
  return `${listing_id}/${attempt}`;
}
