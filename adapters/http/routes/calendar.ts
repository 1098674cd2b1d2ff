import * as z from 'zod';
import { holdRequestSchema, holdSchema } from '../../../domain/calendar/hold-nights.ts';
import { nightSchema } from '../../../domain/calendar/nights.ts';
import { calendarWriteSchema } from '../../../domain/calendar/put-ranges.ts';
import { shownNightSchema } from '../../../domain/calendar/show-calendar.ts';
import { idParamsSchema, idSchema } from '../path-params.ts';
import type { Route } from '../route.ts';

const base = { function: 'listings-api', tag: 'Supply' } as const;

const calendar = z.object({ nights: z.array(shownNightSchema) }).meta({ id: 'Calendar' });
const hold = holdSchema.meta({ id: 'Hold' });

export const putCalendar = {
  ...base,
  operation_id: 'putCalendar',
  method: 'PUT',
  path: '/api/supply/units/{id}/calendar',
  summary: 'Say of nights what they cost, how long stays are, and whether they are for sale',
  access: ['Owner', 'ContentManager'],
  params: idParamsSchema,
  body: calendarWriteSchema,
  responses: { 200: calendar },
} as const satisfies Route;

export const getCalendar = {
  ...base,
  operation_id: 'getCalendar',
  method: 'GET',
  path: '/api/supply/units/{id}/calendar',
  summary: 'The nights of a unit: who has each, and what it costs; 90 from today unless said',
  access: 'any',
  params: idParamsSchema,
  query: z.object({ from: nightSchema.optional(), to: nightSchema.optional() }),
  problems: [422],
  responses: { 200: calendar },
} as const satisfies Route;

export const createHold = {
  ...base,
  operation_id: 'createHold',
  method: 'POST',
  path: '/api/supply/units/{id}/holds',
  summary: 'Hold nights for some minutes, all of them or none',
  access: ['Owner', 'ContentManager'],
  params: idParamsSchema,
  body: holdRequestSchema,
  responses: { 201: hold },
} as const satisfies Route;

export const deleteHold = {
  ...base,
  operation_id: 'deleteHold',
  method: 'DELETE',
  path: '/api/supply/units/{id}/holds/{hold_id}',
  summary: 'End a hold before its time',
  access: ['Owner', 'ContentManager'],
  params: idParamsSchema.extend({ hold_id: idSchema }),
  responses: { 204: null },
} as const satisfies Route;

export const calendarRoutes: readonly Route[] = [putCalendar, getCalendar, createHold, deleteHold];
