import * as z from 'zod';
import type { Page, PageRequest } from '../common/page.ts';
import { type Tenant, tenantSchema } from '../common/tenant.ts';
import { timestampSchema } from '../common/time.ts';

/** The specification's, a change of a booking, and what is only put on record. */
const eventTypeSchema = z.enum([
  'booking_created',
  'booking_modified',
  'booking_cancelled',
  'availability_updated',
  'message_received',
  'test',
  'unknown',
]);

/** `ignored`, beside the specification's: nothing was to be done, and `error_message` says why. */
export const processingStatusSchema = z.enum([
  'pending',
  'success',
  'failed',
  'duplicate',
  'ignored',
]);

/** What a channel has told us, or what was found there unasked (spec, Entity: Inbound Audit). */
export const inboundAuditSchema = z.object({
  id: z.uuid(),
  ...tenantSchema.shape,
  target_id: z.uuid(),
  listing_id: z.uuid().nullable().meta({ description: 'Null until it is known, or unlinked.' }),
  event_type: eventTypeSchema,
  external_event_id: z.string(),
  payload_hash: z.string().meta({ description: 'SHA-256 of the body as it came.' }),
  received_at: timestampSchema,
  processed_at: timestampSchema.nullable(),
  processing_status: processingStatusSchema,
  error_message: z.string().nullable().meta({
    description: 'What it failed with, or why it was ignored.',
  }),
  trace_id: z.guid(),
  created_at: timestampSchema,
  source: z.enum(['webhook', 'pull']).meta({ description: 'Told by the channel, or found there.' }),
  external_reservation_id: z.string().nullable(),
  reprocess_of: z.uuid().nullable().meta({ description: 'The row it repeats, if any.' }),
  excerpt: z.string().meta({ description: 'Of the body, fields without anything of a person.' }),
});

export type InboundAudit = z.infer<typeof inboundAuditSchema>;
export type ProcessingStatus = z.infer<typeof processingStatusSchema>;

/** Which rows are wanted; what is absent does not matter. Times are ISO 8601 in UTC, both included. */
export interface InboundFilter {
  readonly target_id?: string | undefined;
  readonly status?: ProcessingStatus | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Rows of the inbound audit as they are read. */
export interface InboundRows {
  get(tenant: Tenant, id: string): Promise<InboundAudit | undefined>;
  /** Newest first. */
  list(tenant: Tenant, filter: InboundFilter, page: PageRequest): Promise<Page<InboundAudit>>;
}

/** Takes new rows. `hasJob`: whether a worker is to be told of a pending one; else whoever adds it closes it. */
export interface InboundIntake {
  add(row: InboundAudit, options: { readonly hasJob: boolean }): Promise<void>;
}
