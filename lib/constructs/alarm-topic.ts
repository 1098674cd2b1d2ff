import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { namePrefix } from '../names.ts';
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
      topicName: `${namePrefix(stage)}-alarms`,
      enforceSSL: true,
    });
    topic.addSubscription(new EmailSubscription(email));
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
  }
}
