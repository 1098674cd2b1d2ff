import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { namePrefix, tableName, workerNames } from '../names.ts';
import type { StageSettings } from '../settings.ts';

/** Under what CloudWatch keeps the metrics of a resource. */
const dimensions = {
  'AWS/Lambda': 'FunctionName',
  'AWS/SQS': 'QueueName',
  'AWS/DynamoDB': 'TableName',
} as const;

/**
 * What AWS counts of a stage's resources. They are named, not referenced: everything of a stage has a name by rule, and an export
 * would keep the stack that has it from changing.
 */
export class ResourceMetrics {
  readonly #settings: StageSettings;

  constructor(settings: StageSettings) {
    this.#settings = settings;
  }

  workers(metricName: 'Errors' | 'Throttles' | 'Duration'): Metric[] {
    const { stage, workerShards } = this.#settings;
    const statistic = metricName === 'Duration' ? 'p95' : 'Sum';

    return workerNames(stage, workerShards).map((name, shard) =>
      metricOf('AWS/Lambda', name, { metricName, statistic, label: `${metricName} ${shard}` }),
    );
  }

  /** How old (ms) the records are that readers of streams get. */
  behind(): Metric[] {
    return ['sync-dispatcher', 'attempt-counter', 'audit-archiver'].map((name) =>
      metricOf('AWS/Lambda', this.#full(name), {
        ...{ metricName: 'IteratorAge', statistic: 'Maximum', label: name },
      }),
    );
  }

  oldestReplay(): Metric {
    return metricOf('AWS/SQS', this.#full('priority.fifo'), {
      ...{ metricName: 'ApproximateAgeOfOldestMessage', statistic: 'Maximum', label: 'seconds' },
    });
  }

  setAside(): Metric[] {
    return ['dead-letters.fifo', 'dispatch-failures', 'count-failures', 'schedule-failures'].map(
      (name) =>
        metricOf('AWS/SQS', this.#full(name), {
          ...{ metricName: 'ApproximateNumberOfMessagesVisible', statistic: 'Maximum' },
          label: name,
        }),
    );
  }

  tableThrottles(): Metric[] {
    return (['channels', 'audit', 'meters', 'inbound'] as const).flatMap((table) =>
      ['ReadThrottleEvents', 'WriteThrottleEvents'].map((metricName) =>
        metricOf('AWS/DynamoDB', tableName(this.#settings.stage, table), {
          ...{ metricName, statistic: 'Sum', label: `${table} ${metricName}` },
        }),
      ),
    );
  }

  #full(name: string): string {
    return `${namePrefix(this.#settings.stage)}-${name}`;
  }
}

function metricOf(
  namespace: keyof typeof dimensions,
  name: string,
  of: { readonly metricName: string; readonly statistic: string; readonly label: string },
): Metric {
  return new Metric({
    ...{ ...of, namespace, period: Duration.minutes(5) },
    dimensionsMap: { [dimensions[namespace]]: name },
  });
}
