import {
  CreateQueueCommand,
  DeleteQueueCommand,
  QueueDoesNotExist,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { TargetIdentity, TargetQueues } from '../../domain/targets/target-resources.ts';
import { maxReceiveCount } from './max-receive-count.ts';

export interface TargetQueueSettings {
  /** `<prefix><target id>.fifo` is a queue's name, URL and ARN, each with its own prefix. */
  readonly name_prefix: string;
  readonly url_prefix: string;
  readonly arn_prefix: string;
  readonly dead_letter_queue_arn: string;
  readonly stage: string;
}

/** Long enough for the worker's whole timeout, so that no batch is handed out twice while it is worked on. */
const visibilitySeconds = 120;
const retentionSeconds = 14 * 24 * 60 * 60;

/** One FIFO queue per target: high throughput, in order per listing, with the dead-letter queue all targets share. */
export class SqsTargetQueues implements TargetQueues {
  readonly #client: SQSClient;
  readonly #settings: TargetQueueSettings;

  constructor(client: SQSClient, settings: TargetQueueSettings) {
    this.#client = client;
    this.#settings = settings;
  }

  async create(target: TargetIdentity): Promise<void> {
    const { name_prefix, arn_prefix, dead_letter_queue_arn, stage } = this.#settings;
    const { org_id, account_id, id } = target;
    await this.#client.send(
      new CreateQueueCommand({
        QueueName: `${name_prefix}${id}.fifo`,
        Attributes: {
          FifoQueue: 'true',
          // The two settings of high throughput: order and deduplication are kept per listing only.
          FifoThroughputLimit: 'perMessageGroupId',
          DeduplicationScope: 'messageGroup',
          VisibilityTimeout: String(visibilitySeconds),
          MessageRetentionPeriod: String(retentionSeconds),
          SqsManagedSseEnabled: 'true',
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: dead_letter_queue_arn,
            maxReceiveCount,
          }),
          Policy: tlsOnly(`${arn_prefix}${id}.fifo`),
        },
        tags: { project: 'tvl-channels', stage, org_id, account_id, target_id: id },
      }),
    );
  }

  async remove(target: TargetIdentity): Promise<void> {
    const QueueUrl = `${this.#settings.url_prefix}${target.id}.fifo`;
    try {
      await this.#client.send(new DeleteQueueCommand({ QueueUrl }));
    } catch (error) {
      if (!(error instanceof QueueDoesNotExist)) throw error;
    }
  }
}

/** What the queues of the stack have too: nobody reads or writes without encryption in transit. */
function tlsOnly(queueArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: queueArn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}
