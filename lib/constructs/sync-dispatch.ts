import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { namePrefix } from '../names.ts';
import { dispatcherPermissions } from '../permissions/sync-permissions.ts';
import { FailureQueue } from './failure-queue.ts';
import type { ImpactAlarm } from './impact-alarm.ts';
import { SystemFunction, type SystemProps } from './system-function.ts';
import { lateAlarm, withoutLoss } from './table-consumer.ts';

/** A change of a unit or a request for a listing, taken from the table's stream, becomes a job in a queue. */
export class SyncDispatch extends Construct {
  readonly alarms: readonly ImpactAlarm[];

  constructor(scope: Construct, id: string, props: SystemProps) {
    super(scope, id);
    const { shared } = props;
    const failures = new FailureQueue(this, 'Failures', {
      queueName: `${namePrefix(shared.settings.stage)}-dispatch-failures`,
      impact:
        'Changes were given up before they became jobs, after twelve hours or since their rows cannot be used: until sync-reconciler, every hour, finds the listings that are behind, they stay old at their channels. `npm run reconcile` finds them at once; rows it cannot use are named in its log.',
    });
    const dispatcher = new SystemFunction(this, 'Dispatcher', {
      ...props,
      name: 'sync-dispatcher',
      description: 'Turns changes of units and listings into sync jobs.',
      timeout: Duration.seconds(60),
      permissions: dispatcherPermissions(shared, failures.queue),
    });

    new EventSourceMapping(this, 'Stream', {
      target: dispatcher.lambda,
      eventSourceArn: shared.tables.channels.tableStreamArn,
      ...withoutLoss(failures),
      batchSize: 100,
      parallelizationFactor: 4,
      filters: [unitChanged, nightsChanged, dispatchRequested],
    });
    const late = lateAlarm(this, dispatcher.lambda, {
      after: Duration.minutes(1),
      impact:
        'Changes wait more than a minute before they become jobs: no channel gets prices and texts in time, for any tenant. See the log, errors and throttles of sync-dispatcher.',
    });
    this.alarms = [failures.alarm, late];
  }
}

const unitChanged = FilterCriteria.filter({
  eventName: FilterRule.or('INSERT', 'MODIFY'),
  dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('UNIT#') } } },
});

const nightsChanged = FilterCriteria.filter({
  eventName: FilterRule.or('INSERT', 'MODIFY'),
  dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('MONTH#') } } },
});

const dispatchRequested = FilterCriteria.filter({
  dynamodb: { NewImage: { dispatch: { S: FilterRule.exists() } } },
});
