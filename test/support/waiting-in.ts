import type { Cloud } from '../../local/cloud/cloud-options.ts';

/** Messages in a queue, also those that are worked on. */
export async function waitingIn(cloud: Cloud, QueueUrl: string): Promise<number> {
  const { Attributes } = (await cloud.call('sqs', 'GetQueueAttributes', {
    QueueUrl,
    AttributeNames: ['All'],
  })) as { Attributes: Record<string, string> };
  return (
    Number(Attributes.ApproximateNumberOfMessages) +
    Number(Attributes.ApproximateNumberOfMessagesNotVisible)
  );
}
