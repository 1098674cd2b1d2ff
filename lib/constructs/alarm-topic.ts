import { Aws } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { alarmTopicName } from '../names.ts';
import type { Stage } from '../settings.ts';
import type { ImpactAlarm } from './impact-alarm.ts';

export interface AlarmTopicProps {
  readonly stage: Stage;
  /** Gets a mail for each alarm, after confirming the first one. */
  readonly email: string;
  readonly alarms: readonly ImpactAlarm[];
}

/** Tells a person. */
export class AlarmTopic extends Construct {
  constructor(scope: Construct, id: string, { stage, email, alarms }: AlarmTopicProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', {
      topicName: alarmTopicName(stage),
      enforceSSL: true,
    });
    // A topic with a policy has lost the one it was born with, which let every service of the account publish.
    topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    topic.addSubscription(new EmailSubscription(email));
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
  }
}
