import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoInboundFeeds } from '../../adapters/dynamodb/inbound/inbound-feeds.ts';
import { DynamoInboundLog } from '../../adapters/dynamodb/inbound/inbound-log.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { inboundQueueUrl, SqsInboundQueue } from '../../adapters/sqs/inbound-queue.ts';
import { metrics } from '../../adapters/telemetry/metrics.ts';
import { logger } from '../../adapters/telemetry/telemetry.ts';
import type { Report } from '../../domain/common/report.ts';
import { startRounds } from '../../domain/inbound/rounds.ts';
import { createHandler } from './handler.ts';

const env = readEnv();
const report: Report = (event, details) => logger.error(event, { ...details });
const feeds = new DynamoInboundFeeds(documentClient, env.INBOUND_TABLE);

const deps = {
  feeds: { all: () => feeds.all(report) },
  pending: new DynamoInboundLog(documentClient, env.INBOUND_TABLE),
  queue: new SqsInboundQueue(sqsClient, { url: inboundQueueUrl(env), report }),
  ...{ report, clock: Date.now },
};

export const handler = middy(
  createHandler({
    start: () => startRounds(deps),
    report: (result) => {
      logger.info('inbound-rounds-started', { ...result });
      metrics.addMetric('InboundBroughtBack', MetricUnit.Count, result.brought_back);
    },
  }),
)
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics));
