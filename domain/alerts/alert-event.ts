import * as z from 'zod';
import { nameBasedId } from '../common/ids.ts';
import { tenantSchema } from '../common/tenant.ts';
import { timestampSchema } from '../common/time.ts';
import { alertRecordSchema, type StoredAlert } from './alert-record.ts';

/** What is told of an alert that opens or closes. */
const toldAlertSchema = alertRecordSchema
  .pick({
    ...{ id: true, rule: true, message: true, value: true, peak: true, threshold: true },
    ...{ opened_at: true, closed_at: true },
  })
  .extend({ target_name: z.string() });

/** An event of the bus that is kept until it is told. It may be told twice; `event_id` is the same then. */
export const alertEventSchema = z.object({
  name: z.enum(['channel.alert.opened', 'channel.alert.closed']),
  ...tenantSchema.shape,
  target_id: z.uuid(),
  listing_id: z.uuid().optional(),
  occurred_at: timestampSchema,
  event_id: z.uuid(),
  alert: toldAlertSchema,
});

export type ToldAlert = z.infer<typeof toldAlertSchema>;
export type AlertEvent = z.infer<typeof alertEventSchema>;

/** What other systems and people are told when an alert opens, or closes. */
export function alertEvent(alert: StoredAlert, target_name: string): AlertEvent {
  const { id, org_id, account_id, target_id, listing_id, closed_at, opened_at } = alert;
  const name = closed_at === null ? 'channel.alert.opened' : 'channel.alert.closed';

  return {
    ...{ name, org_id, account_id, target_id },
    ...(listing_id !== null && { listing_id }),
    occurred_at: closed_at ?? opened_at,
    event_id: nameBasedId(`${id}|${name}`),
    alert: toldAlertSchema.parse({ ...alert, target_name }),
  };
}
