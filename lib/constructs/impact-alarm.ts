import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

export interface ImpactAlarmProps {
  readonly metric: IMetric;
  /** One sentence for whoever is woken up: what is broken, for whom, and where to look. */
  readonly impact: string;
  /**
   * The alarm goes off above this.
   *
   * @default 0
   */
  readonly above?: number;
  /**
   * How many periods of the metric in a row must be above it.
   *
   * @default 1
   */
  readonly periods?: number;
}

/** An alarm that says what breaks. Silence of the metric is health: nothing to count is nothing wrong. */
export class ImpactAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id, {
      metric: props.metric,
      alarmDescription: props.impact,
      threshold: props.above ?? 0,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
