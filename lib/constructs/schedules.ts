import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { namePrefix } from '../names.ts';
import {
  alertPermissions,
  healthCheckPermissions,
  reconcilerPermissions,
  sweeperPermissions,
} from '../permissions/sync-permissions.ts';
import { FailureQueue } from './failure-queue.ts';
import type { ImpactAlarm } from './impact-alarm.ts';
import { ResumedTargets } from './resumed-targets.ts';
import { ScheduledFunction } from './scheduled-function.ts';
import type { SystemProps } from './system-function.ts';

/** What runs by the clock, the sweeper also when a target is resumed. Time limits stay below the interval, so that a run does not meet the next one. */
export class Schedules extends Construct {
  readonly alarms: readonly ImpactAlarm[];

  constructor(scope: Construct, id: string, props: SystemProps) {
    super(scope, id);
    const { shared } = props;
    const { queue: failures, alarm } = new FailureQueue(this, 'Failures', {
      queueName: `${namePrefix(shared.settings.stage)}-schedule-failures`,
      impact:
        'A scheduled run failed twice. sync-sweeper: listings that lost their job are not found again and stay old at their channel. sync-reconciler: listings whose change was lost before it became a job stay old. health-check: a target that is down stays parked, or is called in vain. alert-evaluator: what is wrong with a target is told to nobody. The message names the function.',
    });
    const sweeper = new ScheduledFunction(this, 'Sweeper', {
      ...props,
      name: 'sync-sweeper',
      description: 'Finds listings that are due and have no live job.',
      every: shared.settings.sweepEvery,
      timeout: Duration.seconds(50),
      permissions: sweeperPermissions(shared, failures),
      failures,
    });
    new ResumedTargets(this, 'Resumed', { shared, sweeper: sweeper.lambda });
    new ScheduledFunction(this, 'Reconciler', {
      ...props,
      name: 'sync-reconciler',
      description: 'Compares listings with their units, in case a change got lost.',
      every: shared.settings.reconcileEvery,
      timeout: Duration.minutes(5),
      permissions: reconcilerPermissions(shared, failures),
      failures,
    });
    this.looks(props, failures);
    this.alarms = [alarm];
  }

  /** Who looks how targets are doing, and tells of it. */
  private looks(props: SystemProps, failures: IQueue): void {
    const { shared } = props;
    new ScheduledFunction(this, 'HealthCheck', {
      ...props,
      name: 'health-check',
      description: 'Calls each target once, to see whether it answers and accepts its credentials.',
      every: shared.settings.healthCheckEvery,
      parts: shared.settings.healthCheckParts,
      timeout: Duration.seconds(240),
      permissions: healthCheckPermissions(shared, failures),
      failures,
    });
    new ScheduledFunction(this, 'Alerts', {
      ...props,
      name: 'alert-evaluator',
      description:
        'Opens and closes alerts of targets in which something was met, and tells of them.',
      every: shared.settings.alertEvery,
      timeout: Duration.seconds(50),
      permissions: alertPermissions(shared, failures),
      failures,
    });
  }
}
