import * as z from 'zod';
import type { ControlHandle } from '../control-route.ts';
import { webhookHabitsSchema } from './webhook-habits.ts';

const messageSchema = z.object({ reservation_id: z.int(), body: z.string() });
const tellSchema = z.object({ account_id: z.int(), body: z.unknown() });

/** Webhooks, what is wrong with their events, and what was delivered, as switches. */
export const webhookControlRoutes: Record<string, ControlHandle> = {
  'GET /_control/webhooks': ({ control }) => control.webhooks(),
  'PUT /_control/webhook-habits': ({ control, body }) =>
    control.setWebhookHabits(webhookHabitsSchema.parse(body)),
  'GET /_control/deliveries': ({ control, query }) =>
    control.deliveries(Number(query.get('since') ?? 0)),
  'DELETE /_control/deliveries': ({ control }) => control.clearDeliveries(),
  'POST /_control/deliveries': ({ control, body }) => {
    const { account_id, body: told } = tellSchema.parse(body);
    control.tellWebhooks(account_id, told);
  },
  'POST /_control/messages': ({ control, body }) => {
    const { reservation_id, body: text } = messageSchema.parse(body);

    return { received: control.bookings.write(reservation_id, text) };
  },
};
