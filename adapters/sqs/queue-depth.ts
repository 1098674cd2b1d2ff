import { GetQueueAttributesCommand, QueueDoesNotExist, type SQSClient } from '@aws-sdk/client-sqs';
import { targetQueueUrl } from './job-queue.ts';

/** Messages in a target's queue, waiting, hidden or in flight (SQS counts approximately); 0 when there is no queue. */
export async function queueDepth(
  client: SQSClient,
  prefix: string,
  targetId: string,
): Promise<number> {
  try {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: targetQueueUrl(prefix, targetId),
        AttributeNames: [
          'ApproximateNumberOfMessages',
          'ApproximateNumberOfMessagesNotVisible',
          'ApproximateNumberOfMessagesDelayed',
        ],
      }),
    );

    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return 0;
    throw error;
  }
}
