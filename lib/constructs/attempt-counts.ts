import { Duration } from 'aws-cdk-lib';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { namePrefix } from '../names.ts';
import { counterPermissions } from '../permissions/sync-permissions.ts';
import { FailureQueue } from './failure-queue.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { SystemFunction, type SystemProps } from './system-function.ts';

/** The attempts that come to the audit, taken from the table's stream, are counted by target and minute for the dashboard. */
export class AttemptCounts extends Construct {
  readonly alarms: readonly ImpactAlarm[];

  constructor(scope: Construct, id: string, props: SystemProps) {
    super(scope, id);
    const { shared } = props;
    const failures = new FailureQueue(this, 'Failures', {
      queueName: `${namePrefix(shared.settings.stage)}-count-failures`,
      impact:
        'Attempts were given up before they were counted, after twelve hours or since their rows cannot be used: dashboards and their alerts miss these. The audit has them.',
    });
    const counter = new SystemFunction(this, 'Counter', {
      ...props,
      name: 'attempt-counter',
      description: 'Counts closed attempts by target and minute.',
      timeout: Duration.seconds(60),
      permissions: counterPermissions(shared, failures.queue),
    });

    new EventSourceMapping(this, 'Stream', {
      target: counter.lambda,
      eventSourceArn: shared.tables.audit.tableStreamArn,
      // Not LATEST, which would skip what is written while the mapping is being made.
      startingPosition: StartingPosition.TRIM_HORIZON,
      // Each write stands for as many attempts of its target as a batch has.
      batchSize: 1_000,
      maxBatchingWindow: Duration.seconds(10),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // As often as it takes: nothing but its age ends a record.
      maxRecordAge: Duration.hours(12),
      onFailure: failures.destination,
      filters: [rowWritten],
    });
    this.alarms = [failures.alarm, this.lateness(counter)];
  }

  private lateness({ lambda }: SystemFunction): ImpactAlarm {
    return new ImpactAlarm(this, 'LateAlarm', {
      metric: lambda.metric('IteratorAge', { statistic: 'max', period: Duration.minutes(1) }),
      above: Duration.minutes(5).toMilliseconds(),
      periods: 3,
      impact:
        'Dashboards and their alerts are more than five minutes behind, for any tenant. See the log, errors and throttles of attempt-counter.',
    });
  }
}

/** Not the removal of old rows, of which there are as many. */
const rowWritten = FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT') });
