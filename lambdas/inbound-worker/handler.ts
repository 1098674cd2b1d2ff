import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { InboundFate, InboundMessage } from '../../domain/inbound/inbound-job.ts';

export interface Deps {
  /** Undefined when the record is no job. */
  parse(record: SQSRecord): InboundMessage | undefined;
  /** By the message's id. */
  workOff(
    messages: readonly InboundMessage[],
  ): Promise<ReadonlyMap<string, InboundFate | 'broken'>>;
  /** Hides messages in their queue, each for so many ms. */
  hide(records: readonly SQSRecord[], waits: ReadonlyMap<string, number>): Promise<void>;
  /** For logs. */
  report(counts: { readonly messages: number; readonly waiting: number }): void;
}

/**
 * Works off what came in. A message that has to wait stays in its queue, hidden for so long, and so do those of its group behind it. One that
 * broke the work, or is no job, stays as well, until the queue sets it aside.
 */
export function createHandler({ parse, workOff, hide, report }: Deps) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const messages = Records.flatMap((record) => parse(record) ?? []);
    const fates = await workOff(messages);
    const waits = new Map(
      [...fates].flatMap(([id, fate]) =>
        fate === 'broken' || fate.done ? [] : [[id, fate.retry_in_ms] as const],
      ),
    );
    const waiting = Records.filter(({ messageId }) => waits.has(messageId));
    const kept = Records.filter(({ messageId }) => {
      const fate = fates.get(messageId);
      return fate === undefined || fate === 'broken' || !fate.done;
    });
    if (waiting.length > 0) await hide(waiting, waits);
    report({ messages: messages.length, waiting: waiting.length });

    return {
      batchItemFailures: kept.map(({ messageId }) => ({ itemIdentifier: messageId })),
    };
  };
}
