import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { DynamoTargetWatch } from '../../adapters/dynamodb/alerts/target-watch.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoHealthSamples } from '../../adapters/dynamodb/targets/health-samples.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { queueDepth } from '../../adapters/sqs/queue-depth.ts';
import { makeTargetDeps } from '../../adapters/targets/target-deps.ts';
import { MeasuredSamples } from '../../adapters/telemetry/measured-samples.ts';
import { MetricLines } from '../../adapters/telemetry/metric-lines.ts';
import { metrics } from '../../adapters/telemetry/metrics.ts';
import { inSpan } from '../../adapters/telemetry/spans.ts';
import { logger, spansSent } from '../../adapters/telemetry/telemetry.ts';
import { keepConsumers } from '../../domain/checks/keep-consumers.ts';
import { sweepTargets } from '../../domain/checks/sweep-targets.ts';
import { createHandler } from './handler.ts';

const env = readEnv();

const queueMetrics = new MetricLines();

const deps = {
  ...makeTargetDeps(env),
  queueDepth: (targetId: string) => queueDepth(sqsClient, env.QUEUE_URL_PREFIX, targetId),
  watch: new DynamoTargetWatch({
    ...{ client: documentClient, table: env.CHANNELS_TABLE, clock: Date.now },
  }),
  samples: new MeasuredSamples(
    new DynamoHealthSamples(documentClient, env.METERS_TABLE, (event, facts) =>
      logger.error(event, { ...facts }),
    ),
    queueMetrics,
  ),
};

export const handler = middy(
  createHandler({
    clock: deps.clock,
    sweep: (round) =>
      inSpan({ name: 'sweep targets', kind: 'internal', attributes: {} }, () =>
        sweepTargets(round, deps),
      ).finally(() => queueMetrics.publish()),
    keepConsumers: (until) => keepConsumers(until, deps),
    report: (result) => {
      logger.info('targets-swept', { ...result });
      metrics.addMetric('TargetsChecked', MetricUnit.Count, result.checked);
      metrics.addMetric('TargetsUnhealthy', MetricUnit.Count, result.unhealthy);
      metrics.addMetric('TargetsNotSwept', MetricUnit.Count, result.failed);
    },
  }),
)
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics))
  .use(spansSent);
