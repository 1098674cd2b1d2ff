import * as z from 'zod';
import type { ControlHandle } from '../control-route.ts';
import { bookingChangeSchema, bookingSchema } from './booking-input.ts';

const cancelSchema = z.object({ by: z.enum(['host', 'guest']).default('guest') }).prefault({});
const moveSchema = z.object({ listing_id: z.int() });
const readableSchema = z.object({ ms: z.number().min(0) });

/** What guests and channels do with reservations, as switches. */
export const bookingRoutes: Record<string, ControlHandle> = {
  'GET /_control/reservations': ({ control }) => control.bookings.list(),
  'POST /_control/reservations': ({ control, body }) => ({
    id: control.bookings.book(bookingSchema.parse(body)),
  }),
  'POST /_control/reservations/import': ({ control, body }) => ({
    ids: control.bookings.import(z.array(bookingSchema).parse(body)),
  }),
  'PUT /_control/reservations/readable-after': ({ control, body }) =>
    control.bookings.readableAfter(readableSchema.parse(body).ms),
  'PUT /_control/reservations/:id': ({ control, id, body }) => ({
    changed: control.bookings.change(id, bookingChangeSchema.parse(body)),
  }),
  'POST /_control/reservations/:id/cancel': ({ control, id, body }) => ({
    changed: control.bookings.cancel(id, cancelSchema.parse(body).by),
  }),
  'POST /_control/reservations/:id/move': ({ control, id, body }) => ({
    changed: control.bookings.move(id, moveSchema.parse(body).listing_id),
  }),
  'DELETE /_control/reservations/:id': ({ control, id }) => ({
    removed: control.bookings.remove(id),
  }),
};
