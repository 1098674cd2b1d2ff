import { Duration, Validations } from 'aws-cdk-lib';
import type { IEventSourceDlq } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ImpactAlarm } from './impact-alarm.ts';

export interface FailureQueueProps {
  readonly queueName: string;
  /** What is broken, and for whom, when something lands here. */
  readonly impact: string;
}

/** Where invocations go that were given up, with the alarm that says so. */
export class FailureQueue extends Construct {
  readonly queue: Queue;
  /** For a mapping. By hand: the ready-made one also permits to ask for the queue's address and attributes. */
  readonly destination: IEventSourceDlq;
  readonly alarm: ImpactAlarm;

  constructor(scope: Construct, id: string, { queueName, impact }: FailureQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself the place for what failed; nothing consumes it but a person.',
    });
    this.destination = { bind: () => ({ destination: this.queue.queueArn }) };
    this.alarm = new ImpactAlarm(this, 'Alarm', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        statistic: 'max',
        period: Duration.minutes(1),
      }),
      impact,
    });
  }
}
