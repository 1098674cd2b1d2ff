import { Aws, Stack, type StackProps } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ImpactAlarm } from '../constructs/impact-alarm.ts';
import { alarmTopicName } from '../names.ts';
import { OperationsDashboard } from '../observability/operations-dashboard.ts';
import { OwnMetrics } from '../observability/own-metrics.ts';
import { ResourceMetrics } from '../observability/resource-metrics.ts';
import type { StageSettings } from '../settings.ts';

export interface ObservabilityStackProps extends StackProps {
  readonly settings: StageSettings;
  /** Whether the topic of alarms is there. @default false; alarms are seen in CloudWatch only */
  readonly mailsAlarms?: boolean;
}

/** The specification's goal: 95 % of the syncs within five minutes. */
const goalMs = 300_000;

/** What looks at the stage as a whole. Alarms of one part stand where that part is made. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    const { settings, mailsAlarms = false } = props;
    const own = new OwnMetrics(settings.stage);
    const resources = new ResourceMetrics(settings);
    new OperationsDashboard(this, 'Operations', { stage: settings.stage, own, resources });

    const alarms = [
      ...own.latencies('p95').map(
        (metric, at) =>
          new ImpactAlarm(this, `Latency${at}Alarm`, {
            ...{ metric, above: goalMs, periods: 3 },
            impact:
              'For a quarter of an hour, more than one sync in twenty took longer than five minutes: channels show old content and prices. See the alerts of the targets for whose, and the throttles of the workers.',
          }),
      ),
      ...resources.tableThrottles().map(
        (metric, at) =>
          new ImpactAlarm(this, `Throttles${at}Alarm`, {
            ...{ metric, above: 100, periods: 3 },
            impact: `A table refuses requests (${metric.label}): what is to be written is tried again and comes late. A partition is too busy, or the account's limit is reached.`,
          }),
      ),
    ];
    if (!mailsAlarms) return;
    const topic = Topic.fromTopicArn(
      this,
      'Alarms',
      `arn:${Aws.PARTITION}:sns:${Aws.REGION}:${Aws.ACCOUNT_ID}:${alarmTopicName(settings.stage)}`,
    );
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
  }
}
