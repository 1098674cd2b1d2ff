import { Duration } from 'aws-cdk-lib';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  type QueueProps,
} from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { maxReceiveCount } from '../../adapters/sqs/max-receive-count.ts';
import { namePrefix } from '../names.ts';
import type { Stage } from '../settings.ts';

/**
 * The queues that all targets share: replays, and jobs that broke the worker too often.
 * A target's own queue is made with the target; the API that makes it redrives to the same dead letters.
 */
export class SyncQueues extends Construct {
  readonly priority: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...highThroughputFifo,
      queueName: `${namePrefix(stage)}-dead-letters.fifo`,
      retentionPeriod: Duration.days(14),
    });
    this.priority = new Queue(this, 'Priority', {
      ...highThroughputFifo,
      queueName: `${namePrefix(stage)}-priority.fifo`,
      // Twice the worker's time limit; the worker sets a longer one for a job that must wait for its turn.
      visibilityTimeout: Duration.seconds(120),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
  }
}

/** The message group is the listing, or the reservation: order and deduplication hold within it, and throughput is per group. */
export const highThroughputFifo: QueueProps = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
};
