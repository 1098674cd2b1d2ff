import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { workerName } from '../names.ts';
import { workerPermissions } from '../permissions/sync-permissions.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { SystemFunction, type SystemProps } from './system-function.ts';

/**
 * The functions that call channels, one per shard. A target is assigned to a shard when it is made, and its queue is
 * mapped to that shard's function then; only the shared queue of replays is mapped here.
 */
export class SyncWorkers extends Construct {
  readonly alarms: readonly ImpactAlarm[];

  constructor(scope: Construct, id: string, props: SystemProps) {
    super(scope, id);
    const { settings } = props.shared;
    const shards = Array.from({ length: settings.workerShards }, (_, shard) =>
      this.worker(shard, props),
    );
    this.drainReplays(shards, props);
    this.alarms = [
      this.deadLetters(props),
      ...shards.flatMap((worker, shard) => this.troubles(worker, shard)),
    ];
  }

  private worker(shard: number, props: SystemProps): SystemFunction {
    const { settings } = props.shared;
    return new SystemFunction(this, `Worker${shard}`, {
      ...props,
      name: 'sync-worker',
      functionName: workerName(settings.stage, shard),
      description: `Sends listings to channels, in turn (shard ${shard}).`,
      // A queue hides a message for 120 s: twice this, so that a slow batch is not handed out twice.
      timeout: Duration.seconds(60),
      memoryMb: settings.workerMemoryMb,
      reservedConcurrency: settings.workerConcurrency,
      permissions: workerPermissions(props.shared),
    });
  }

  private drainReplays([first]: readonly SystemFunction[], { shared }: SystemProps): void {
    if (first === undefined) return;
    new EventSourceMapping(this, 'Replays', {
      target: first.lambda,
      eventSourceArn: shared.queues.priority.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency: shared.settings.priorityConcurrency,
    });
  }

  private deadLetters({ shared }: SystemProps): ImpactAlarm {
    return new ImpactAlarm(this, 'DeadLettersAlarm', {
      metric: shared.queues.deadLetters.metricApproximateNumberOfMessagesVisible({
        statistic: 'max',
        period: Duration.minutes(1),
      }),
      impact:
        'A job broke the worker every time: that listing is old at its channel. Read the message, mend the cause, redrive the queue.',
    });
  }

  private troubles({ lambda }: SystemFunction, shard: number): ImpactAlarm[] {
    return [
      new ImpactAlarm(this, `Worker${shard}ErrorsAlarm`, {
        metric: lambda.metricErrors({ period: Duration.minutes(5) }),
        periods: 2,
        impact: `Whole batches fail in shard ${shard}: the listings of its targets are sent late, and again. See the worker's log.`,
      }),
      new ImpactAlarm(this, `Worker${shard}ThrottlesAlarm`, {
        metric: lambda.metricThrottles({ period: Duration.minutes(5) }),
        periods: 3,
        impact: `Shard ${shard} has more targets than its reserved concurrency serves: their listings wait. Raise workerConcurrency or workerShards.`,
      }),
    ];
  }
}
