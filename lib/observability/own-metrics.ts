import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Stage } from '../settings.ts';

const channels = ['hostaway'];
const actions = ['create', 'update', 'delete'];
/** Of all that HTTP has, those that channels answer with. */
const statuses = ['200', '201', '204', '400', '401', '403', '404', '409', '422', '429'];
const outages = ['500', '502', '503', '504', 'none'];

/** The metrics that functions write as embedded metric format lines. */
export class OwnMetrics {
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  jobs(): Metric[] {
    return channels.flatMap((target) =>
      actions.flatMap((action) =>
        ['success', 'failed', 'skipped'].map((state) =>
          this.#metric('tvl_sync_jobs_total', { action, state, target }, 'Sum'),
        ),
      ),
    );
  }

  /** In ms. */
  latencies(statistic: 'p50' | 'p95'): Metric[] {
    return channels.map((target) => this.#metric('tvl_sync_latency_ms', { target }, statistic));
  }

  requests(): Metric[] {
    return [...statuses, ...outages].map((status) =>
      this.#metric('tvl_hostaway_http_requests_total', { status }, 'Sum'),
    );
  }

  limited(): Metric[] {
    return channels.map((target) => this.#metric('tvl_rate_limited_total', { target }, 'Sum'));
  }

  /** All that waits, and the deepest queue. */
  depths(): Metric[] {
    return channels.flatMap((target) =>
      (['Sum', 'Maximum'] as const).map((statistic) =>
        this.#metric('tvl_queue_depth', { target }, statistic),
      ),
    );
  }

  #metric(
    metricName: string,
    dimensions: Readonly<Record<string, string>>,
    statistic: 'Sum' | 'Maximum' | 'p50' | 'p95',
  ): Metric {
    return new Metric({
      ...{ namespace: 'TvlChannels', metricName, statistic, period: Duration.minutes(5) },
      label: [...Object.values(dimensions), ...(statistic === 'Sum' ? [] : [statistic])].join(' '),
      dimensionsMap: { service: 'tvl-channels', stage: this.#stage, ...dimensions },
    });
  }
}
