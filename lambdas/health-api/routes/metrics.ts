import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { metricsText } from '../../../adapters/http/metrics-text.ts';
import { getMetrics } from '../../../adapters/http/routes/operations.ts';
import { type MetricsDeps, readMetrics } from '../../../domain/health/read-metrics.ts';

/** What tools that watch a tenant's targets scrape. */
export function metricRoutes(deps: MetricsDeps): BoundRoute[] {
  return [
    bind(getMetrics, async ({ principal }) => ({
      status: 200,
      content: metricsText(await readMetrics(principal, deps)),
    })),
  ];
}
