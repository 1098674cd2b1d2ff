import * as z from 'zod';
import { listingStatusSchema, syncStatusSchema } from '../../../domain/listings/listing.ts';
import { shownListingSchema } from '../../../domain/listings/shown-listing.ts';
import { describedAs } from '../described-as.ts';
import { pageQuerySchema, pageSchema } from '../page.ts';
import { idParamsSchema, idSchema } from '../path-params.ts';
import type { Route } from '../route.ts';
import { auditSchema } from './audit-schema.ts';

const base = { function: 'listings-api', tag: 'Channels' } as const;
const path = '/api/channels/listings';
const itemPath = '/api/channels/listings/{id}';
const managers = ['Owner', 'ChannelPublisher'] as const;

const exactlyOneOf = { oneOf: [{ required: ['unit_id'] }, { required: ['space_id'] }] };
const listing = shownListingSchema.meta({ id: 'Listing' });

export const linkListing = {
  ...base,
  operation_id: 'linkListing',
  answer_headers: ['etag', 'location'],
  method: 'POST',
  path,
  summary: 'Link a unit to a channel account, so that it is published there and kept up to date',
  access: managers,
  body: z
    .strictObject({
      target_id: idSchema,
      unit_id: idSchema.optional(),
      space_id: idSchema.optional(),
      external_listing_id: z
        .string()
        .regex(/^[A-Za-z0-9_.:-]{1,128}$/, "the channel's id of an existing listing")
        .optional(),
    })
    .refine((body) => (body.unit_id === undefined) !== (body.space_id === undefined), {
      path: ['unit_id'],
      message: 'exactly one of unit_id and space_id is needed',
    })
    .meta({ override: exactlyOneOf }),
  responses: { 201: listing },
} as const satisfies Route;

export const listListings = {
  ...base,
  operation_id: 'listListings',
  method: 'GET',
  path,
  summary: 'The listings, by id',
  access: 'any',
  query: pageQuerySchema.extend({
    target_id: idSchema.optional(),
    unit_id: idSchema.optional(),
    status: listingStatusSchema.optional(),
    sync_status: syncStatusSchema.optional(),
  }),
  responses: { 200: pageSchema(listing) },
} as const satisfies Route;

export const getListing = {
  ...base,
  operation_id: 'getListing',
  answer_headers: ['etag'],
  method: 'GET',
  path: itemPath,
  summary: 'One listing',
  access: 'any',
  params: idParamsSchema,
  responses: { 200: listing },
} as const satisfies Route;

export const patchListing = {
  ...base,
  operation_id: 'patchListing',
  answer_headers: ['etag'],
  is_conditional: true,
  method: 'PATCH',
  path: itemPath,
  summary: 'Pause or resume a listing',
  access: managers,
  params: idParamsSchema,
  body: z.strictObject({ status: z.enum(['active', 'paused']) }),
  responses: { 200: listing },
} as const satisfies Route;

export const archiveListing = {
  ...base,
  operation_id: 'archiveListing',
  answer_headers: ['etag'],
  is_conditional: true,
  method: 'DELETE',
  path: itemPath,
  summary: 'End the distribution of a listing, and delete it at the channel if so asked',
  access: managers,
  params: idParamsSchema,
  query: z.strictObject({
    remove_from_channel: z
      .enum(['true', 'false'])
      .default('false')
      .transform((value) => value === 'true')
      .meta({ override: describedAs({ type: 'boolean', default: false }) }),
  }),
  responses: { 202: listing },
} as const satisfies Route;

export const retryListing = {
  ...base,
  operation_id: 'retryListing',
  method: 'POST',
  path: '/api/channels/listings/{id}/retry',
  summary: "Send a listing again, with the unit's newest version or the one named",
  access: managers,
  params: idParamsSchema,
  body: z
    .strictObject({
      unit_version: z.int().min(1).max(999_999_999).optional(),
      publish_again: z
        .boolean()
        .optional()
        .describe(
          'Of a listing in status `error`, which was deleted at the channel: forget that one and publish a new one',
        ),
    })
    .prefault({}),
  responses: { 202: z.object({ job_id: z.uuid(), unit_version: z.int().min(1) }) },
} as const satisfies Route;

export const listHistory = {
  ...base,
  operation_id: 'listHistory',
  method: 'GET',
  path: '/api/channels/listings/{id}/history',
  summary: 'Every attempt to write a listing to its channel, newest first',
  access: 'any',
  params: idParamsSchema,
  query: pageQuerySchema,
  responses: { 200: pageSchema(auditSchema) },
} as const satisfies Route;

export const listingRoutes: readonly Route[] = [
  linkListing,
  listListings,
  getListing,
  patchListing,
  archiveListing,
  retryListing,
  listHistory,
];
