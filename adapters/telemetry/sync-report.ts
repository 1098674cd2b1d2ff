import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { CallFacts, JobEnding, SyncReport } from '../../domain/sync/sync-deps.ts';
import type { SyncJob } from '../../domain/sync/sync-job.ts';
import type { StoredTarget } from '../../domain/targets/target.ts';
import { idAttributes } from './id-attributes.ts';
import { MetricLines } from './metric-lines.ts';
import { countRequest } from './request-metrics.ts';
import { inSpan } from './spans.ts';
import { logger } from './telemetry.ts';

const metrics = new MetricLines();

/** To be called when an invocation ends, however it ends: what is not published by then may be lost with its environment. */
export function publishSyncMetrics(): void {
  metrics.publish();
}

/** The spec's metrics, published together; a log line per call; a span for each part of a job. */
export const syncReport: SyncReport = {
  called(target: StoredTarget, attempt: Attempt, facts: CallFacts): void {
    const { http_status, outcome } = facts;
    const isLimited = outcome === 'rate_limited';
    countRequest(metrics, target.channel_type, { http_status, isLimited });
    const { audit } = attempt;
    logger.info('channel-called', {
      org_id: audit.org_id,
      account_id: audit.account_id,
      target_id: audit.target_id,
      listing_id: audit.listing_id,
      unit_version: audit.unit_version,
      operation: audit.operation,
      retry_attempt: audit.retry_attempt,
      outcome: facts.outcome,
      http_status: facts.http_status,
      duration_ms: facts.duration_ms,
    });
  },

  finished(target: StoredTarget, { action, state, latency_ms }: JobEnding): void {
    const channel = target.channel_type;
    count('tvl_sync_jobs_total', { action, state, target: channel });
    if (latency_ms === null) return;
    metrics.add({
      name: 'tvl_sync_latency_ms',
      value: latency_ms,
      unit: 'Milliseconds',
      dimensions: { target: channel },
    });
  },

  trouble(event: string, facts: Readonly<Record<string, unknown>>): void {
    logger.warn(event, { ...facts });
  },

  traced<T>(name: string, job: SyncJob, work: () => Promise<T>): Promise<T> {
    const attributes = {
      ...{ 'messaging.system': 'aws_sqs', 'messaging.operation.type': 'process' },
      ...idAttributes(job),
      'tvl.job.reason': job.reason,
    };

    return inSpan({ name, kind: 'consumer', attributes }, work, {
      ...{ trace_id: job.trace_id, parent_id: job.span_id },
    });
  },
};

function count(name: string, dimensions: Record<string, string>): void {
  metrics.add({ name, value: 1, dimensions });
}
