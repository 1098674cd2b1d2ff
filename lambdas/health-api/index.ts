import { readFile } from 'node:fs/promises';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { readApiEnv } from '../../adapters/config/env.ts';
import { DynamoAlertList } from '../../adapters/dynamodb/alerts/alert-list.ts';
import { DynamoTargetMinutes } from '../../adapters/dynamodb/audit/target-minutes.ts';
import { DynamoTargetTotals } from '../../adapters/dynamodb/audit/target-totals.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoListingStates } from '../../adapters/dynamodb/listings/listing-states.ts';
import { DynamoHealthSamples } from '../../adapters/dynamodb/targets/health-samples.ts';
import { DynamoTargetStore } from '../../adapters/dynamodb/targets/target-store.ts';
import { createApi } from '../../adapters/http/create-api.ts';
import { readingApiDeps } from '../../adapters/http/reading-api-deps.ts';
import { routes } from '../../adapters/http/route-table.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { queueDepth } from '../../adapters/sqs/queue-depth.ts';
import { logger, spansSent } from '../../adapters/telemetry/telemetry.ts';
import type { Report } from '../../domain/common/report.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { alertRoutes } from './routes/alerts.ts';
import { healthRoutes } from './routes/health.ts';
import { metricRoutes } from './routes/metrics.ts';
import { operationRoutes } from './routes/operations.ts';

const env = readApiEnv();

const report: Report = (event, facts) => logger.error(event, { ...facts });

const shared = {
  targets: new DynamoTargetStore(documentClient, env.CHANNELS_TABLE, Date.now),
  queueDepth: (targetId: string) => queueDepth(sqsClient, env.QUEUE_URL_PREFIX, targetId),
};

const bound = [
  ...healthRoutes({
    ...shared,
    minutes: new DynamoTargetMinutes(documentClient, env.METERS_TABLE),
    samples: new DynamoHealthSamples(documentClient, env.METERS_TABLE, report),
    listings: new DynamoListingStates(documentClient, env.CHANNELS_TABLE, report),
    clock: Date.now,
  }),
  ...metricRoutes({
    ...shared,
    totals: new DynamoTargetTotals(documentClient, env.METERS_TABLE, report),
  }),
  ...alertRoutes({ alerts: new DynamoAlertList(documentClient, env.CHANNELS_TABLE) }),
  ...operationRoutes({
    version: packageJson.version,
    stage: env.STAGE,
    readDocsFile: (name) => readFile(new URL(`./${name}.gz`, import.meta.url)),
  }),
];

export const handler = middy(createApi(bound, { ...readingApiDeps(env), contract: routes }))
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(spansSent);
