import * as z from 'zod';
import { dashboardRowSchema } from '../../../domain/health/dashboard-row.ts';
import { healthChangeSchema } from '../../../domain/health/health-history.ts';
import { seriesSchema } from '../../../domain/health/series.ts';
import { waitingListingsSchema } from '../../../domain/health/waiting-listings.ts';
import { pageQuerySchema, pageSchema } from '../page.ts';
import { idParamsSchema } from '../path-params.ts';
import type { Route } from '../route.ts';

const base = { function: 'health-api', tag: 'Channels', method: 'GET', access: 'any' } as const;

const row = dashboardRowSchema.meta({ id: 'DashboardRow' });

export const listHealth = {
  ...base,
  operation_id: 'listHealth',
  path: '/api/channels/health',
  summary: 'The dashboard: how each channel account is doing',
  query: pageQuerySchema,
  responses: { 200: pageSchema(row) },
} as const satisfies Route;

export const getTargetHealth = {
  ...base,
  operation_id: 'getTargetHealth',
  path: '/api/channels/targets/{id}/health',
  summary: 'How a channel account is doing and has been, and which of its listings wait',
  params: idParamsSchema,
  responses: {
    200: dashboardRowSchema
      .extend({
        series: seriesSchema,
        health_history: z.array(healthChangeSchema).meta({
          description:
            'The changes of its status in the last day, newest first, as a look every five minutes shows them; the last is the first that is known.',
        }),
        waiting_listings: waitingListingsSchema.meta({
          description:
            'Listings that are pending, rate limited or in error, those longest so first: at most 100 of `total`.',
        }),
      })
      .meta({ id: 'TargetHealth' }),
  },
} as const satisfies Route;

export const healthRoutes: readonly Route[] = [listHealth, getTargetHealth];
