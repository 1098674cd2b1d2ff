import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { namePrefix } from '../names.ts';
import { counterPermissions } from '../permissions/sync-permissions.ts';
import { FailureQueue } from './failure-queue.ts';
import type { ImpactAlarm } from './impact-alarm.ts';
import { SystemFunction, type SystemProps } from './system-function.ts';
import { lateAlarm, withoutLoss } from './table-consumer.ts';

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
      ...withoutLoss(failures),
      // Each write stands for as many attempts of its target as a batch has.
      batchSize: 1_000,
      maxBatchingWindow: Duration.seconds(10),
      filters: [rowWritten],
    });
    const late = lateAlarm(this, counter.lambda, {
      after: Duration.minutes(5),
      impact:
        'Dashboards and their alerts are more than five minutes behind, for any tenant. See the log, errors and throttles of attempt-counter.',
    });
    this.alarms = [failures.alarm, late];
  }
}

/** Not the removal of old rows, of which there are as many. */
const rowWritten = FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT') });
