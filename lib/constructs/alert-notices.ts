import {
  EventField,
  type EventPattern,
  type IRuleTarget,
  Rule,
  RuleTargetInput,
} from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { namePrefix } from '../names.ts';
import type { SharedResources } from '../stage-resources.ts';
import { FailureQueue } from './failure-queue.ts';
import type { ImpactAlarm } from './impact-alarm.ts';

export interface AlertNoticesProps {
  readonly shared: SharedResources;
  /**
   * Gets a mail for each alert that opens or closes, after confirming the first one.
   *
   * @default nobody: people subscribe to the topic themselves
   */
  readonly email?: string | undefined;
}

/** What the bus is told when an alert opens or closes. */
export const ofAlerts: EventPattern = {
  source: ['tvl-channels'],
  detailType: ['channel.alert.opened', 'channel.alert.closed'],
};

/** What the bus is told of alerts goes to a topic as well, in words for people. */
export class AlertNotices extends Construct {
  readonly alarms: readonly ImpactAlarm[];

  constructor(scope: Construct, id: string, { shared, email }: AlertNoticesProps) {
    super(scope, id);
    const prefix = namePrefix(shared.settings.stage);
    const topic = new Topic(this, 'Topic', { topicName: `${prefix}-alerts`, enforceSSL: true });
    const failures = new FailureQueue(this, 'Failures', {
      queueName: `${prefix}-alert-failures`,
      impact:
        'Alerts opened or closed and their topic could not be told: nobody has got a mail. The console and GET /api/channels/alerts have them.',
    });
    const rule = new Rule(this, 'Rule', {
      ruleName: `${prefix}-alerts`,
      eventBus: shared.bus,
      eventPattern: ofAlerts,
      targets: [toTopic(topic, failures)],
    });
    const byRule = new ServicePrincipal('events.amazonaws.com', {
      conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
    });
    topic.grantPublish(byRule);
    failures.queue.grantSendMessages(byRule);
    if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
    this.alarms = [failures.alarm];
  }
}

/** By hand: the ready-made target lets every rule of the account publish. */
function toTopic(topic: Topic, { queue }: FailureQueue): IRuleTarget {
  return {
    bind: () => ({
      arn: topic.topicArn,
      input: RuleTargetInput.fromText(words),
      deadLetterConfig: { arn: queue.queueArn },
    }),
  };
}

const field = (path: string) => EventField.fromPath(`$.detail.${path}`);

const words = [
  `${field('alert.target_name')}: ${field('alert.message')}.`,
  `${EventField.detailType} (${field('alert.rule')}), open since ${field('alert.opened_at')}, told at ${EventField.time}.`,
  `Value ${field('alert.value')}, worst ${field('alert.peak')}, threshold ${field('alert.threshold')}.`,
  `Account ${field('org_id')}/${field('account_id')}, target ${field('target_id')}, alert ${field('alert.id')}, event ${field('event_id')}.`,
].join(' ');
