import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { maxReceiveCount } from '../../adapters/sqs/max-receive-count.ts';
import { namePrefix } from '../names.ts';
import { webhookPermissions } from '../permissions/sync-permissions.ts';
import { ofAlerts } from './alert-notices.ts';
import { FailureQueue } from './failure-queue.ts';
import type { ImpactAlarm } from './impact-alarm.ts';
import { SystemFunction, type SystemProps } from './system-function.ts';

export interface AlertWebhooksProps extends SystemProps {
  /** Of the console, which messages lead to. */
  readonly publicUrl: string;
}

/** What the bus is told of alerts waits in a queue until the receivers of their tenants have taken it. */
export class AlertWebhooks extends Construct {
  readonly alarms: readonly ImpactAlarm[];
  readonly #failures: FailureQueue;

  constructor(scope: Construct, id: string, { publicUrl, ...props }: AlertWebhooksProps) {
    super(scope, id);
    const prefix = namePrefix(props.shared.settings.stage);
    this.#failures = new FailureQueue(this, 'Failures', {
      queueName: `${prefix}-webhook-failures`,
      impact:
        'What alerts tell broke alert-webhook every time, or could not be queued for it: receivers of organisations have not got it. The console and GET /api/channels/alerts have the alerts. The message is the event; see the log of alert-webhook.',
    });
    const queue = this.#queue(prefix);
    this.#fill(queue, { prefix, ...props });
    const { lambda } = new SystemFunction(this, 'Sender', {
      ...props,
      name: 'alert-webhook',
      description: 'Delivers alerts to the receivers of their tenants.',
      // Three times a turn with its last call: a receiver's own time limit is shorter by far.
      timeout: Duration.seconds(45),
      // It waits for receivers most of the time, as a worker does for channels.
      memoryMb: props.shared.settings.workerMemoryMb,
      environment: { PUBLIC_URL: publicUrl },
      permissions: webhookPermissions(props.shared, queue),
    });
    new EventSourceMapping(this, 'Deliveries', {
      target: lambda,
      eventSourceArn: queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      // Each calls the receivers of all tenants in its batch side by side.
      maxConcurrency: 10,
    });
    this.alarms = [this.#failures.alarm];
  }

  #queue(prefix: string): Queue {
    return new Queue(this, 'Queue', {
      queueName: `${prefix}-alert-webhooks`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Twice the function's time limit; the function sets another one for what is to be tried again.
      visibilityTimeout: Duration.seconds(90),
      // Messages are given up after a day; longer, for when the function itself is at fault.
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.#failures.queue, maxReceiveCount },
    });
  }

  /** By hand, as in `AlertNotices`: only this rule may send. */
  #fill(queue: Queue, { prefix, shared }: SystemProps & { readonly prefix: string }): void {
    const failures = this.#failures.queue;
    const rule = new Rule(this, 'Rule', {
      ruleName: `${prefix}-alert-webhooks`,
      eventBus: shared.bus,
      eventPattern: ofAlerts,
      targets: [
        {
          bind: () => ({
            arn: queue.queueArn,
            deadLetterConfig: { arn: failures.queueArn },
          }),
        },
      ],
    });
    const byRule = new ServicePrincipal('events.amazonaws.com', {
      conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
    });
    queue.grantSendMessages(byRule);
    failures.grantSendMessages(byRule);
  }
}
