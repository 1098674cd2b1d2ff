import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { alertEventSchema } from '../../domain/alerts/alert-event.ts';
import type { Report } from '../../domain/common/report.ts';
import type { QueuedAlert } from '../../domain/webhook/deliver-alerts.ts';

/** As a rule of the bus hands an event to a queue. */
const busEventSchema = z.object({ 'detail-type': z.string(), detail: z.looseObject({}) });

/** Undefined when the message is not what the bus tells of an alert, which is reported. */
export function toQueuedAlert(
  { messageId, body, attributes }: SQSRecord,
  report: Report,
): QueuedAlert | undefined {
  try {
    const { 'detail-type': name, detail } = busEventSchema.parse(JSON.parse(body));
    const event = alertEventSchema.parse({ ...detail, name });

    return { id: messageId, sent_at: Number(attributes.SentTimestamp), event };
  } catch (error) {
    report('message-unusable', { message_id: messageId, error });
    return undefined;
  }
}
