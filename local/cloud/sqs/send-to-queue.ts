import { randomUUID } from 'node:crypto';
import type { InternalCall } from '../gate.ts';
import type { Session } from '../iam/session.ts';
import { nameInArn, queueUrl } from '../template/place.ts';

export interface SendOptions {
  /** Who must be allowed to send. @default nobody: the queue's own policy lets the sender in */
  readonly session?: Session | undefined;
  /** Counts for FIFO queues. @default `events` */
  readonly group?: string | undefined;
}

/** Sends a message to the queue with this ARN. @throws AwsError */
export type SendToQueue = (arn: string, body: string, options?: SendOptions) => Promise<void>;

export function createSendToQueue(callAs: (session?: Session) => InternalCall): SendToQueue {
  return async (arn, MessageBody, { session, group = 'events' } = {}) => {
    const name = nameInArn(arn);
    const fifo = name.endsWith('.fifo')
      ? { MessageGroupId: group, MessageDeduplicationId: randomUUID() }
      : {};
    const input = { QueueUrl: queueUrl(name), MessageBody, ...fifo };
    await callAs(session)('sqs', 'SendMessage', input);
  };
}
