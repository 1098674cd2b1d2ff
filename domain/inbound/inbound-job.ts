import * as z from 'zod';
import { tenantSchema } from '../common/tenant.ts';

const common = { ...tenantSchema.shape, target_id: z.uuid(), trace_id: z.string() };

/** What is to be worked off: a row of the inbound audit, or what a target's channel has that we do not know of. */
export const inboundJobSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('event'),
    row_id: z.uuid(),
    external_reservation_id: z.string().nullable(),
  }),
  z.object({ ...common, kind: z.literal('catch_up') }),
]);

export type InboundJob = z.infer<typeof inboundJobSchema>;
export type EventJob = Extract<InboundJob, { kind: 'event' }>;

/** A message of the queue, which may be delivered more than once. */
export interface InboundMessage {
  readonly id: string;
  /** When it was put into the queue, epoch ms. */
  readonly sent_at: number;
  readonly job: InboundJob;
}

/** What becomes of a message: nothing more, or another look in some ms. */
export type InboundFate =
  | { readonly done: true }
  | { readonly done: false; readonly retry_in_ms: number };

/** Jobs with the same are worked off one after the other, in their order: those of a reservation, the looks at a target. */
export function groupOf(job: InboundJob): string {
  return job.kind === 'catch_up'
    ? `catch-up:${job.target_id}`
    : `${job.target_id}:${job.external_reservation_id ?? job.row_id}`;
}

/** Puts jobs into their queue. Answers with those that could not be, which may be sent again: repeated ones are dropped. */
export interface InboundQueue {
  send(
    jobs: readonly { readonly job: InboundJob; readonly deduplication_id: string }[],
  ): Promise<readonly InboundJob[]>;
}
