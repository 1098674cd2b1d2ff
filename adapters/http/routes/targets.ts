import * as z from 'zod';
import { timestampSchema } from '../../../domain/common/time.ts';
import { newCredentialsSchema } from '../../../domain/credentials/credentials.ts';
import { shownTargetSchema } from '../../../domain/targets/shown-target.ts';
import {
  channelTypeSchema,
  healthStatusSchema,
  rateLimitConfigSchema,
  syncModeSchema,
  targetSettingsSchema,
} from '../../../domain/targets/target.ts';
import { momentSchema } from '../moment.ts';
import { pageQuerySchema, pageSchema } from '../page.ts';
import { idParamsSchema } from '../path-params.ts';
import type { Route } from '../route.ts';

const base = { function: 'targets-api', tag: 'Channels' } as const;
const path = '/api/channels/targets';
const itemPath = '/api/channels/targets/{id}';
const managers = ['Owner', 'ChannelPublisher'] as const;

const target = shownTargetSchema.meta({ id: 'Target' });
const name = z.string().trim().min(1).max(255);
const baseUrl = z.url({ protocol: /^https?$/ }).max(2048);

export const createTarget = {
  ...base,
  operation_id: 'createTarget',
  answer_headers: ['etag', 'location'],
  method: 'POST',
  path,
  summary: 'Connect a channel account; its credentials are tried first',
  access: managers,
  body: z.strictObject({
    name,
    channel_type: channelTypeSchema,
    sync_mode: syncModeSchema,
    base_url: baseUrl.optional(),
    credentials: newCredentialsSchema,
    credentials_expires_at: momentSchema.nullish(),
    rate_limit_config: rateLimitConfigSchema.strict().nullish(),
    settings: targetSettingsSchema.strict().optional(),
  }),
  responses: { 201: target },
} as const satisfies Route;

export const listTargets = {
  ...base,
  operation_id: 'listTargets',
  method: 'GET',
  path,
  summary: 'The connected channel accounts',
  access: 'any',
  query: pageQuerySchema,
  responses: { 200: pageSchema(target) },
} as const satisfies Route;

export const getTarget = {
  ...base,
  operation_id: 'getTarget',
  answer_headers: ['etag'],
  method: 'GET',
  path: itemPath,
  summary: 'One channel account',
  access: 'any',
  params: idParamsSchema,
  responses: { 200: target },
} as const satisfies Route;

export const patchTarget = {
  ...base,
  operation_id: 'patchTarget',
  answer_headers: ['etag'],
  is_conditional: true,
  method: 'PATCH',
  path: itemPath,
  summary: 'Change, pause or resume a channel account',
  access: managers,
  params: idParamsSchema,
  body: z
    .strictObject({
      name,
      base_url: baseUrl,
      credentials: newCredentialsSchema.meta({
        description: 'Needed when `base_url` changes to another origin, and only then.',
      }),
      is_active: z.boolean(),
      rate_limit_config: rateLimitConfigSchema.strict().nullable(),
      settings: targetSettingsSchema.strict(),
      credentials_expires_at: momentSchema.nullable(),
    })
    .partial(),
  responses: { 200: target },
} as const satisfies Route;

export const rotateCredentials = {
  ...base,
  operation_id: 'rotateCredentials',
  answer_headers: ['etag'],
  is_conditional: true,
  method: 'PUT',
  path: '/api/channels/targets/{id}/credentials',
  summary: 'Replace the credentials, once the new ones have been tried',
  access: managers,
  params: idParamsSchema,
  body: z.strictObject({
    credentials: newCredentialsSchema,
    credentials_expires_at: momentSchema.nullish(),
  }),
  responses: { 200: target },
} as const satisfies Route;

export const deleteTarget = {
  ...base,
  operation_id: 'deleteTarget',
  is_conditional: true,
  method: 'DELETE',
  path: itemPath,
  summary: 'Disconnect a channel account; its record stays',
  access: managers,
  params: idParamsSchema,
  responses: { 204: null },
} as const satisfies Route;

export const checkTargetHealth = {
  ...base,
  operation_id: 'checkTargetHealth',
  method: 'POST',
  path: '/api/channels/targets/{id}/health-checks',
  summary: 'Call the channel now and say how it answers',
  access: managers,
  params: idParamsSchema,
  responses: {
    200: z.object({
      health_status: healthStatusSchema,
      checked_at: timestampSchema,
      latency_ms: z.int().min(0).nullable(),
      error_message: z.string().nullable(),
    }),
  },
} as const satisfies Route;

export const targetRoutes: readonly Route[] = [
  createTarget,
  listTargets,
  getTarget,
  patchTarget,
  rotateCredentials,
  deleteTarget,
  checkTargetHealth,
];
