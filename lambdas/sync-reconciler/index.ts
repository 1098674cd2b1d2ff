import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { reconcilePorts } from '../../adapters/dynamodb/recovery/reconcile-ports.ts';
import { metrics } from '../../adapters/telemetry/metrics.ts';
import { logger } from '../../adapters/telemetry/telemetry.ts';
import { reconcile } from '../../domain/recovery/reconcile.ts';
import { createHandler } from './handler.ts';

const env = readEnv();
const ports = reconcilePorts({
  client: documentClient,
  table: env.CHANNELS_TABLE,
  clock: Date.now,
  report: (event, details) => logger.error(event, { ...details }),
});

export const handler = middy(
  createHandler({
    clock: Date.now,
    reconcile: (until) => reconcile({ until }, ports),
    report: (result) => {
      if (result === 'busy') {
        logger.info('another-round-is-under-way');
        return;
      }
      logger.info('reconciled', { ...result });
      metrics.addMetric('ListingsForgotten', MetricUnit.Count, result.found);
      metrics.addMetric('TargetsNotReconciled', MetricUnit.Count, result.failed);
    },
  }),
)
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics));
