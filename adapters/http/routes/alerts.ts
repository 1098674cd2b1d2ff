import * as z from 'zod';
import { alertRecordSchema } from '../../../domain/alerts/alert-record.ts';
import { alertRuleSchema } from '../../../domain/health/alert.ts';
import { pageQuerySchema, pageSchema } from '../page.ts';
import { idParamsSchema, idSchema } from '../path-params.ts';
import type { Route } from '../route.ts';

const alert = alertRecordSchema.meta({ id: 'Alert' });

export const listAlerts = {
  function: 'health-api',
  tag: 'Channels',
  operation_id: 'listAlerts',
  method: 'GET',
  path: '/api/channels/alerts',
  summary: 'Alerts: the open ones by channel account, then the past ones, newest first',
  access: 'any',
  query: pageQuerySchema.extend({
    state: z.enum(['open', 'past']).optional(),
    target_id: idSchema.optional(),
    rule: alertRuleSchema.optional(),
    acknowledged: z.enum(['true', 'false']).optional(),
  }),
  responses: { 200: pageSchema(alert) },
} as const satisfies Route;

export const patchAlert = {
  function: 'targets-api',
  tag: 'Channels',
  operation_id: 'patchAlert',
  method: 'PATCH',
  path: '/api/channels/alerts/{id}',
  summary: 'Say that an alert has been seen; whoever says so first stays on record',
  access: ['Owner', 'ChannelPublisher'],
  params: idParamsSchema,
  body: z.strictObject({ acknowledged: z.literal(true) }),
  responses: { 200: alert },
} as const satisfies Route;

export const alertRoutes: readonly Route[] = [listAlerts, patchAlert];
