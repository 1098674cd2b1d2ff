import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { deliveryReaderFor } from '../../adapters/channels/delivery-readers.ts';
import { readApiEnv } from '../../adapters/config/env.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoInboundFeeds } from '../../adapters/dynamodb/inbound/inbound-feeds.ts';
import { DynamoInboundRows } from '../../adapters/dynamodb/inbound/inbound-rows.ts';
import { createApi } from '../../adapters/http/create-api.ts';
import { readingApiDeps } from '../../adapters/http/reading-api-deps.ts';
import { logger, spansSent } from '../../adapters/telemetry/telemetry.ts';
import { webhookRoutes } from './routes/webhooks.ts';

const env = readApiEnv();

const routes = webhookRoutes({
  feeds: new DynamoInboundFeeds(documentClient, env.INBOUND_TABLE),
  intake: new DynamoInboundRows(documentClient, env.INBOUND_TABLE),
  readerFor: deliveryReaderFor,
  clock: Date.now,
  report: (event, details) => logger.error(event, { ...details }),
});

export const handler = middy(createApi(routes, readingApiDeps(env)))
  // Whatever the environment says: bodies hold what guests are called.
  .use(injectLambdaContext(logger, { resetKeys: true, logEvent: false }))
  .use(spansSent);
