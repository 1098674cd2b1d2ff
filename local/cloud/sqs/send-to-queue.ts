import { randomUUID } from 'node:crypto';
import type { InternalCall } from '../gate.ts';
import { nameInArn, queueUrl } from '../template/place.ts';

/** Sends a message to the queue with this ARN; `group` counts for FIFO queues. @throws AwsError */
export type SendToQueue = (arn: string, body: string, group?: string) => Promise<void>;

export function createSendToQueue(call: InternalCall): SendToQueue {
  return async (arn, MessageBody, group = 'events') => {
    const name = nameInArn(arn);
    const fifo = name.endsWith('.fifo')
      ? { MessageGroupId: group, MessageDeduplicationId: randomUUID() }
      : {};
    await call('sqs', 'SendMessage', { QueueUrl: queueUrl(name), MessageBody, ...fifo });
  };
}
