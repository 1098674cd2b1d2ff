import * as z from 'zod';
import { nightsPartSchema } from '../availability/nights-part.ts';
import { tenantSchema } from '../common/tenant.ts';
import { timestampSchema } from '../common/time.ts';
import { openAttemptSchema } from './open-attempt.ts';

/** `error`: the channel says that the external listing does not exist any more, and a person must decide. */
export const listingStatusSchema = z.enum(['active', 'paused', 'error', 'archived']);
export const syncStatusSchema = z.enum(['ok', 'pending', 'error', 'rate_limited']);

/** Something of the unit that the channel cannot take as it is, e.g. a half bathroom. */
export const mappingWarningSchema = z.object({
  field: z.string(),
  message: z.string(),
  told_by: z.literal('channel').optional().meta({
    description:
      "Set when the channel's answer to the last write shows it; `field` is the channel's own then.",
  }),
});

/** A unit's representation at a target (spec, Entity: Channel Listing): what operators see. */
export const listingSchema = z.object({
  id: z.uuid(),
  ...tenantSchema.shape,
  unit_id: z.uuid().nullable(),
  space_id: z.uuid().nullable(),
  target_id: z.uuid(),
  external_listing_id: z.string().nullable(),
  status: listingStatusSchema,
  sync_status: syncStatusSchema,
  last_synced_at: timestampSchema.nullable(),
  last_sync_version: z.int().nullable(),
  last_payload_hash: z.string().length(64).nullable(),
  retry_count: z.int().min(0).max(5),
  retry_after_at: timestampSchema.nullable(),
  error_message: z.string().nullable(),
  warnings: z.array(mappingWarningSchema),
  created_at: timestampSchema,
  updated_at: timestampSchema,
});

export type Listing = z.infer<typeof listingSchema>;

/** A replay that was asked for while another was still to be sent: it gets its turn, and its audit rows, after that one. */
export const waitingReplaySchema = z.object({
  id: z.uuid(),
  requested_by: z.uuid(),
  trace_id: z.string(),
  /** As in the listing; absent when the newest version was asked for. */
  pinned_version: z.int().optional(),
  pinned_at_version: z.int().optional(),
});

const lookSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('more'), cursor: z.string() }),
]);

/**
 * A listing with what only the sync engine needs of it. Optional attributes are absent when they do not apply.
 * `revision` rises with every write, so that a decision made on an old read cannot be acted upon.
 */
export const storedListingSchema = listingSchema.extend({
  revision: z.int().min(0),
  /** Set by a link, retry or resume and cleared by the worker: the stream turns it into a job of that queue. */
  dispatch: z.enum(['normal', 'priority']).optional(),
  /** Id of the request behind `dispatch`; the job's deduplication id. */
  request_id: z.uuid().optional(),
  /** An operator's replay: always sent, with an idempotency key of its own. */
  replay_id: z.uuid().optional(),
  /** The operator behind `request_id` or `replay_id`. */
  requested_by: z.uuid().optional(),
  /** Replays behind `replay_id`, oldest first. */
  waiting_replays: z.array(waitingReplaySchema).optional(),
  /** The listing is part of a resync or recovery: always sent, with an idempotency key of its own, as ordinary traffic. */
  resync_id: z.uuid().optional(),
  resync_by: z.uuid().optional(),
  /** The snapshot to send instead of the newest, until the unit has a version above `pinned_at_version`. */
  pinned_version: z.int().optional(),
  pinned_at_version: z.int().optional(),
  /** The external listing that the channel has said does not exist any more. While it is the listing's own, `status` is `error`. */
  gone_external_id: z.string().optional(),
  /** `window_key` of the account that took the last write: what was sent to another says nothing of what this one holds. */
  sent_to: z.string().optional(),
  /** The external listing is to be deleted. */
  removal_requested: z.boolean().optional(),
  /** The unit's version whose content the channel would not take last; it counts while the listing is in error. */
  refused_version: z.int().optional(),
  /** The audit row that is still open, if any: of who is calling for this listing now, or left by a dead worker. */
  open_attempt: openAttemptSchema.optional(),
  /** The lease: until then (epoch ms) nobody else may attempt anything for this listing. */
  lease_until: z.number().optional(),
  /** Attempts ever opened: their numbers are the keys of their audit rows. */
  attempt_number: z.int().optional(),
  /** The operation being attempted and how many attempts it has had, whatever their outcome. */
  attempt_key: z.string().length(64).optional(),
  attempt_count: z.int().optional(),
  /** Of the channel's fields, those that no write for the external listing has named; absent when that is not known. */
  unsent_fields: z.array(z.string()).optional(),
  /** Of the fields that are costly to send, seals on those that the channel has from us as they are; see held-fields.ts. */
  held_fields: z.record(z.string(), z.string().length(32)).optional(),
  /** The last write may or may not have reached the channel: no skip, and no create without looking first. */
  remote_unclear: z.boolean().optional(),
  /** Until then (epoch ms) the channel may still apply a write whose answer is missing. */
  doubt_until: z.number().optional(),
  /** The content was accepted before that: it is sent once more after then (epoch ms), lest an older write lies over it. */
  confirm_at: z.number().optional(),
  /** How far the look-up of a create in doubt has come, begun after the doubt's end. The next attempt makes it void. */
  look: lookSchema.optional(),
  /** What is known of the nights that the channel was told of. */
  nights: nightsPartSchema.optional(),
  /** Since when what is still to be sent has been asked for, the oldest of it; absent when nothing is. */
  asked_at: timestampSchema.optional(),
  /** W3C trace id of the last request for this listing. */
  trace_id: z.string().optional(),
  /** Sparse index of the sweeper: when it should look at this listing unless it is done by then. */
  due_shard: z.string().optional(),
  due_at: timestampSchema.optional(),
  /** Its message was taken out of the queue because it had to wait long; the sweeper makes a new one. */
  parked: z.boolean().optional(),
});

export type StoredListing = z.infer<typeof storedListingSchema>;
export type WaitingReplay = z.infer<typeof waitingReplaySchema>;
export type MappingWarning = z.infer<typeof mappingWarningSchema>;
