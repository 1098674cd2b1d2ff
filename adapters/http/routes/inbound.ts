import * as z from 'zod';
import {
  inboundAuditSchema,
  processingStatusSchema,
} from '../../../domain/inbound/inbound-audit.ts';
import { inboundFeedSchema } from '../../../domain/inbound/inbound-feed.ts';
import { momentSchema } from '../moment.ts';
import { pageQuerySchema, pageSchema } from '../page.ts';
import { idParamsSchema, idSchema } from '../path-params.ts';
import type { Route } from '../route.ts';

const inbound = inboundFeedSchema
  .pick({ enabled: true, subscription_id: true, webhook_url: true })
  .extend({
    last_event_at: inboundFeedSchema.shape.last_event_at.meta({
      description: 'When the channel told something last.',
    }),
    watermark: inboundFeedSchema.shape.watermark.meta({
      description: 'All that had changed there by then is known; null until it was read once.',
    }),
  })
  .meta({ id: 'Inbound' });
const audit = inboundAuditSchema.meta({ id: 'InboundAudit' });

export const receiveWebhook = {
  function: 'inbound-api',
  tag: 'Channels',
  operation_id: 'receiveWebhook',
  method: 'POST',
  path: '/api/v1/webhooks/{channel_type}/{target_id}',
  summary: 'What a channel tells of bookings: put on record, and worked off afterwards',
  // Its own credentials (HTTP Basic) are checked by the handler: they are those of one target, and no person's.
  access: 'open',
  params: z.object({ channel_type: z.string(), target_id: z.string() }),
  body: z.unknown().meta({
    description: "Whatever the channel sends, with the login of its target's subscription.",
  }),
  reads_text: true,
  problems: [401, 413, 503],
  responses: { 200: z.object({ stored: z.literal(true) }) },
} as const satisfies Route;

export const listInboundAudit = {
  function: 'listings-api',
  tag: 'Channels',
  operation_id: 'listInboundAudit',
  method: 'GET',
  path: '/api/channels/inbound-audit',
  summary: 'What channels have told of bookings, or was found there, newest first',
  access: 'any',
  query: pageQuerySchema
    .extend({
      target_id: idSchema.optional(),
      status: processingStatusSchema.optional(),
      from: momentSchema.optional(),
      to: momentSchema.optional(),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ['from'],
      message: 'must not be after `to`',
    }),
  responses: { 200: pageSchema(audit) },
} as const satisfies Route;

export const reprocessInbound = {
  function: 'listings-api',
  tag: 'Channels',
  operation_id: 'reprocessInbound',
  method: 'POST',
  path: '/api/channels/inbound-audit/{id}/reprocess',
  summary: 'Have the reservation that a row is about looked at once more, under a row of its own',
  access: ['Owner', 'ChannelPublisher'],
  params: idParamsSchema,
  responses: { 202: audit },
} as const satisfies Route;

export const putInbound = {
  function: 'targets-api',
  tag: 'Channels',
  operation_id: 'putInbound',
  method: 'PUT',
  path: '/api/channels/targets/{id}/inbound',
  summary: 'Let bookings come in from a channel account, or no more; all that are to come are read',
  access: ['Owner', 'ChannelPublisher'],
  params: idParamsSchema,
  body: z.strictObject({
    enabled: z.boolean(),
    public_url: z.string().max(500).optional().meta({
      description: 'Where the channel reaches this API; its own address unless said.',
    }),
  }),
  problems: [502, 503],
  responses: {
    200: inbound,
  },
} as const satisfies Route;

export const getInbound = {
  function: 'targets-api',
  tag: 'Channels',
  operation_id: 'getInbound',
  method: 'GET',
  path: '/api/channels/targets/{id}/inbound',
  summary: 'Whether bookings come in from a channel account, and how far they are known',
  access: 'any',
  params: idParamsSchema,
  responses: { 200: inbound },
} as const satisfies Route;

export const inboundRoutes: readonly Route[] = [
  receiveWebhook,
  putInbound,
  getInbound,
  listInboundAudit,
  reprocessInbound,
];
