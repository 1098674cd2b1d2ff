import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { namePrefix } from '../names.ts';
import {
  inboundDispatcherPermissions,
  inboundRoundsPermissions,
  inboundWorkerPermissions,
} from '../permissions/inbound-permissions.ts';
import { FailureQueue } from './failure-queue.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { ScheduledFunction } from './scheduled-function.ts';
import { highThroughputFifo } from './sync-queues.ts';
import { SystemFunction, type SystemProps } from './system-function.ts';
import { lateAlarm, withoutLoss } from './table-consumer.ts';

/** Deliveries after which a message has broken the worker for good: one that only waits has some 40 in its six hours. */
const mostDeliveries = 100;

/** What channels tell of bookings, taken from the table's stream, waits in a queue to be worked off; what they do not tell is looked for. */
export class Inbound extends Construct {
  readonly alarms: readonly ImpactAlarm[];
  readonly #props: SystemProps;
  readonly #failures: FailureQueue;
  readonly #deadLetters: Queue;
  readonly #queue: Queue;

  constructor(scope: Construct, id: string, props: SystemProps) {
    super(scope, id);
    this.#props = props;
    const prefix = namePrefix(props.shared.settings.stage);
    this.#failures = new FailureQueue(this, 'Failures', {
      queueName: `${prefix}-inbound-failures`,
      impact:
        'What channels told of bookings could not be brought to its queue for twelve hours, or a run of inbound-rounds failed twice: bookings come in late, by the look at the channel every ten minutes, or not at all. The message names the function or the row.',
    });
    this.#deadLetters = new Queue(this, 'DeadLetters', {
      ...highThroughputFifo,
      queueName: `${prefix}-inbound-dead-letters.fifo`,
      retentionPeriod: Duration.days(14),
    });
    this.#queue = new Queue(this, 'Queue', {
      ...highThroughputFifo,
      queueName: `${prefix}-inbound.fifo`,
      // Twice the worker's time limit; the worker sets another one for what has to wait.
      visibilityTimeout: Duration.seconds(120),
      deadLetterQueue: { queue: this.#deadLetters, maxReceiveCount: mostDeliveries },
    });
    const late = this.#dispatch();
    this.#workOff();
    this.#rounds();
    this.alarms = [this.#failures.alarm, this.#deadLettersAlarm(), late];
  }

  #dispatch(): ImpactAlarm {
    const { shared } = this.#props;
    const { lambda } = new SystemFunction(this, 'Dispatcher', {
      ...this.#props,
      name: 'inbound-dispatcher',
      description: 'Brings what channels told of bookings to the queue it is worked off from.',
      timeout: Duration.seconds(60),
      permissions: inboundDispatcherPermissions(shared, this.#queues()),
    });
    new EventSourceMapping(this, 'Stream', {
      target: lambda,
      eventSourceArn: shared.tables.inbound.tableStreamArn,
      ...withoutLoss(this.#failures),
      batchSize: 100,
      filters: [rowToWorkOff],
    });

    return lateAlarm(this, lambda, {
      after: Duration.minutes(1),
      impact:
        'What channels told of bookings waits more than a minute before it is worked off: nights that were sold at one channel are still open at the others, for any tenant. See the log, errors and throttles of inbound-dispatcher.',
    });
  }

  #workOff(): void {
    const { shared } = this.#props;
    const { lambda } = new SystemFunction(this, 'Worker', {
      ...this.#props,
      name: 'inbound-worker',
      description: 'Takes bookings over from channels, and closes their nights.',
      timeout: Duration.seconds(60),
      // It waits for channels most of the time.
      memoryMb: shared.settings.workerMemoryMb,
      permissions: inboundWorkerPermissions(shared, this.#queue),
    });
    new EventSourceMapping(this, 'Work', {
      target: lambda,
      eventSourceArn: this.#queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency: shared.settings.inboundConcurrency,
    });
  }

  #rounds(): void {
    const { shared } = this.#props;
    new ScheduledFunction(this, 'Rounds', {
      ...this.#props,
      name: 'inbound-rounds',
      description: 'Has channels looked at for bookings that they have not told us of.',
      every: shared.settings.inboundEvery,
      timeout: Duration.minutes(2),
      permissions: inboundRoundsPermissions(shared, this.#queues()),
      failures: this.#failures.queue,
    });
  }

  #queues() {
    return { queue: this.#queue, failures: this.#failures.queue };
  }

  #deadLettersAlarm(): ImpactAlarm {
    return new ImpactAlarm(this, 'DeadLettersAlarm', {
      metric: this.#deadLetters.metricApproximateNumberOfMessagesVisible({
        statistic: 'max',
        period: Duration.minutes(1),
      }),
      impact:
        'Something broke inbound-worker again and again: a booking is not taken over, and its row in the inbound audit stays pending. See the log of inbound-worker, mend the cause, and redrive the queue.',
    });
  }
}

/** Not its closing, which takes the job away, nor its death. */
const rowToWorkOff = FilterCriteria.filter({
  eventName: FilterRule.isEqual('INSERT'),
  dynamodb: { NewImage: { job: { S: FilterRule.exists() } } },
});
