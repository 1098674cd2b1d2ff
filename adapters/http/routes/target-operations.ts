import * as z from 'zod';
import { traceIdToUuid } from '../../../domain/common/trace.ts';
import { listingStatusSchema, syncStatusSchema } from '../../../domain/listings/listing.ts';
import { outcomeSchema } from '../../../domain/listings/outbound-audit.ts';
import { momentSchema } from '../moment.ts';
import { leftOutSchema, pageQuerySchema, pageSchema } from '../page.ts';
import { idParamsSchema } from '../path-params.ts';
import type { Route } from '../route.ts';
import { auditSchema } from './audit-schema.ts';

const base = { function: 'targets-api', tag: 'Channels' } as const;
const managers = ['Owner', 'ChannelPublisher'] as const;
const count = z.int().min(0);
const w3cTraceId = z.string().regex(/^[0-9a-f]{32}$/);

export const resyncTarget = {
  ...base,
  operation_id: 'resyncTarget',
  method: 'POST',
  path: '/api/channels/targets/{id}/resync',
  summary: 'Send every active listing of a channel account again, whether it has changed or not',
  access: managers,
  params: idParamsSchema,
  body: z
    .strictObject({
      cursor: z.string().max(2048).optional().meta({
        description: 'The `next_cursor` of an answer: goes on with the same resync.',
      }),
    })
    .prefault({}),
  responses: {
    202: z.object({
      resync_id: z.uuid(),
      enqueued: count,
      left_out: leftOutSchema,
      next_cursor: z.string().nullable().meta({
        description: 'Null when all are enqueued. Tens of thousands of listings take more calls.',
      }),
    }),
  },
} as const satisfies Route;

export const recoverTarget = {
  ...base,
  operation_id: 'recoverTarget',
  method: 'POST',
  path: '/api/channels/targets/{id}/recover',
  summary: 'Send the listings again that failed in a time and are still not in order',
  access: managers,
  params: idParamsSchema,
  body: z.strictObject({
    since: momentSchema,
    until: momentSchema.optional(),
    dry_run: z.boolean().optional(),
  }),
  responses: { 202: z.object({ matched: count, enqueued: count, left_out: leftOutSchema }) },
} as const satisfies Route;

export const listExternalListings = {
  ...base,
  operation_id: 'listExternalListings',
  method: 'GET',
  path: '/api/channels/targets/{id}/external-listings',
  summary: "The channel's own listings, each with the listing that is linked to it",
  access: 'any',
  params: idParamsSchema,
  query: pageQuerySchema.extend({
    cursor: z.string().max(6_000).optional().meta({
      description:
        'The `next_cursor` of the page before. It knows what was shown, so it may be long.',
    }),
  }),
  problems: [409, 502, 503],
  responses: {
    200: pageSchema(
      z
        .object({
          external_listing_id: z.string(),
          name: z.string(),
          internal_name: z.string().nullable(),
          address: z.string().nullable(),
          city: z.string().nullable(),
          country_code: z.string().nullable(),
          picture_url: z.string().nullable().meta({
            description:
              "Of the first picture, at the channel's own address; null where its list has none.",
          }),
          is_archived: z.boolean().meta({
            description: 'Put away at the channel, which may refuse changes of it.',
          }),
          marked_listing_id: z.uuid().nullable().meta({
            description:
              'The listing whose marker it carries, linked or not: a copy made at the channel carries it too.',
          }),
          listing: z
            .object({
              id: z.uuid(),
              unit_id: z.uuid().nullable(),
              status: listingStatusSchema,
              sync_status: syncStatusSchema,
            })
            .nullable(),
        })
        .meta({ id: 'ExternalListing' }),
    ).extend({
      complete: z.boolean().meta({
        description:
          'False when the pages so far may lack some of the listings: rows that cannot be read, or a list that changed or contradicted itself while it was read.',
      }),
      note: z.string().nullable().meta({ description: 'Why it is not complete; null when it is.' }),
    }),
  },
} as const satisfies Route;

const outcomes = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(outcomeSchema))
  .transform((list) => [...new Set(list)].toSorted());

export const listTargetAudit = {
  ...base,
  operation_id: 'listTargetAudit',
  method: 'GET',
  path: '/api/channels/targets/{id}/audit',
  summary: 'Every attempt to write to a channel account, newest first',
  access: 'any',
  params: idParamsSchema,
  query: pageQuerySchema
    .extend({
      outcome: outcomes.optional().meta({
        description: 'One or more of open, success, failed, rate_limited, abandoned; with commas.',
      }),
      from: momentSchema.optional(),
      to: momentSchema.optional(),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ['from'],
      message: 'must not be after `to`',
    }),
  responses: { 200: pageSchema(auditSchema) },
} as const satisfies Route;

/** As W3C Trace Context writes it, or as audit rows do. */
const traceIdSchema = z
  .union([z.guid().transform((id) => id.toLowerCase()), w3cTraceId.transform(traceIdToUuid)])
  .meta({ description: 'A trace id: 32 hex digits, or the same as a UUID.', type: 'string' });

export const listTraceAudit = {
  ...base,
  operation_id: 'listTraceAudit',
  method: 'GET',
  path: '/api/channels/audit',
  summary: 'The attempts that one request or change has led to, newest first',
  access: 'any',
  query: pageQuerySchema.extend({ trace_id: traceIdSchema }),
  responses: { 200: pageSchema(auditSchema) },
} as const satisfies Route;

export const redriveDeadLetters = {
  ...base,
  operation_id: 'redriveDeadLetters',
  method: 'POST',
  path: '/api/channels/dead-letters/redrive',
  summary: 'Give the jobs another life that broke a worker again and again',
  access: ['Owner'],
  responses: {
    202: z.object({
      redriven: count,
      dropped: count.meta({ description: 'Jobs of deleted targets: taken out.' }),
      left: count,
    }),
  },
} as const satisfies Route;

export const targetOperationRoutes: readonly Route[] = [
  resyncTarget,
  recoverTarget,
  listExternalListings,
  listTargetAudit,
  listTraceAudit,
  redriveDeadLetters,
];
