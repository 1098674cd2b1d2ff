import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { DynamoTargetWatch } from '../../adapters/dynamodb/alerts/target-watch.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoJobStore } from '../../adapters/dynamodb/sync/job-store.ts';
import { CachedTargets } from '../../adapters/dynamodb/targets/cached-targets.ts';
import { DynamoTargetStore } from '../../adapters/dynamodb/targets/target-store.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { sendJobs } from '../../adapters/sqs/job-queue.ts';
import { queueDepth } from '../../adapters/sqs/queue-depth.ts';
import { metrics } from '../../adapters/telemetry/metrics.ts';
import { logger } from '../../adapters/telemetry/telemetry.ts';
import type { Report } from '../../domain/common/report.ts';
import { sweep } from '../../domain/recovery/sweep.ts';
import { createHandler } from './handler.ts';

const env = readEnv();
const report: Report = (event, details) => logger.error(event, { ...details });
const store = new DynamoJobStore(documentClient, env.CHANNELS_TABLE, { clock: Date.now, report });
const targets = new DynamoTargetStore(documentClient, env.CHANNELS_TABLE, Date.now);
const watch = new DynamoTargetWatch({
  ...{ client: documentClient, table: env.CHANNELS_TABLE, clock: Date.now },
});
const urls = { target_prefix: env.QUEUE_URL_PREFIX, priority: env.PRIORITY_QUEUE_URL };

export const handler = middy(
  createHandler({
    sweep: () => {
      // Of this sweep alone: it may have been started by a target that was paused for the last one.
      const known = new CachedTargets(targets, Date.now);

      return sweep({
        dueListings: (...args) => store.dueListings(...args),
        postpone: (...args) => store.postpone(...args),
        target: (...args) => known.get(...args),
        queueDepth: (targetId) => queueDepth(sqsClient, env.QUEUE_URL_PREFIX, targetId),
        send: (jobs) => sendJobs(sqsClient, { urls, report }, jobs),
        watch,
        report,
        clock: Date.now,
      });
    },
    report: (result) => {
      logger.info('swept', { ...result });
      metrics.addMetric('ListingsBroughtBack', MetricUnit.Count, result.enqueued);
      metrics.addMetric('ListingsNotSwept', MetricUnit.Count, result.failed);
    },
  }),
)
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics));
