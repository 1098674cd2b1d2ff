import * as z from 'zod';
import { bookingSchema, bookingStatusSchema } from '../../../domain/bookings/booking.ts';
import { pageQuerySchema, pageSchema } from '../page.ts';
import { idParamsSchema, idSchema } from '../path-params.ts';
import type { Route } from '../route.ts';

const base = { function: 'listings-api', method: 'GET', access: 'any' } as const;
const booking = bookingSchema.meta({ id: 'Booking' });

export const listUnitBookings = {
  ...base,
  tag: 'Supply',
  operation_id: 'listUnitBookings',
  path: '/api/supply/units/{id}/bookings',
  summary: 'The bookings of a unit, the newest arrival first',
  params: idParamsSchema,
  query: pageQuerySchema,
  responses: { 200: pageSchema(booking) },
} as const satisfies Route;

export const listBookings = {
  ...base,
  tag: 'Channels',
  operation_id: 'listBookings',
  path: '/api/channels/bookings',
  summary: 'The bookings that came in from channels, the newest arrival first',
  query: pageQuerySchema.extend({
    target_id: idSchema.optional(),
    status: bookingStatusSchema.optional(),
    conflict: z.enum(['true', 'false']).optional(),
  }),
  responses: { 200: pageSchema(booking) },
} as const satisfies Route;

export const bookingRoutes: readonly Route[] = [listUnitBookings, listBookings];
