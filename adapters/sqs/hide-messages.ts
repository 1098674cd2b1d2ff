import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

/** SQS counts visibility in whole seconds, twelve hours at most. */
const mostSeconds = 43_200;

/** Hides messages of a batch in their queues, each for so many ms. `waits`: by the message's id. */
export async function hideMessages(
  client: SQSClient,
  records: readonly SQSRecord[],
  waits: ReadonlyMap<string, number>,
): Promise<void> {
  const byQueue = Map.groupBy(records, ({ eventSourceARN }) => eventSourceARN);

  await Promise.all(
    [...byQueue].map(([arn, kept]) =>
      client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: queueUrl(arn),
          Entries: kept.map(({ messageId, receiptHandle }, index) => ({
            Id: String(index),
            ReceiptHandle: receiptHandle,
            VisibilityTimeout: Math.min(mostSeconds, Math.ceil((waits.get(messageId) ?? 0) / 1000)),
          })),
        }),
      ),
    ),
  );
}

/** `arn:aws:sqs:<region>:<account>:<name>` -> the queue's URL. */
function queueUrl(arn: string): string {
  const [, , , region, account, name] = arn.split(':');

  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}
