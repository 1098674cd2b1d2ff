import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { AlertFate, QueuedAlert } from '../../domain/webhook/deliver-alerts.ts';

export interface Deps {
  /** Undefined when the record is no alert. */
  parse(record: SQSRecord): QueuedAlert | undefined;
  deliver(alerts: readonly QueuedAlert[]): Promise<AlertFate[]>;
  /** Hides messages in their queue, each for so many ms. */
  hide(records: readonly SQSRecord[], waits: ReadonlyMap<string, number>): Promise<void>;
  /** For logs: how many were handed over, and how many wait. */
  report(counts: { readonly alerts: number; readonly waiting: number }): void;
}

/**
 * Delivers what the bus tells of alerts to the receivers of their tenants. A message that is to be tried again stays in its queue,
 * hidden for its pause. One that is no alert stays as well, until the queue itself sets it aside.
 */
export function createHandler({ parse, deliver, hide, report }: Deps) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const alerts = Records.flatMap((record) => parse(record) ?? []);
    const fates = await deliver(alerts);
    const waits = new Map(
      fates.flatMap((fate) => (fate.done ? [] : [[fate.id, fate.retry_in_ms]])),
    );
    const waiting = Records.filter(({ messageId }) => waits.has(messageId));
    const strange = Records.filter(({ messageId }) => !alerts.some(({ id }) => id === messageId));
    if (waiting.length > 0) await hide(waiting, waits);
    report({ alerts: alerts.length, waiting: waiting.length });

    return {
      batchItemFailures: [...waiting, ...strange].map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    };
  };
}
