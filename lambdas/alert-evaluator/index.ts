import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { DynamoAlerts } from '../../adapters/dynamodb/alerts/alert-store.ts';
import { DynamoWatchList } from '../../adapters/dynamodb/alerts/target-watch.ts';
import { DynamoTargetMinutes } from '../../adapters/dynamodb/audit/target-minutes.ts';
import { DynamoBookingStore } from '../../adapters/dynamodb/bookings/booking-store.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoListingStates } from '../../adapters/dynamodb/listings/listing-states.ts';
import { DynamoTargetStore } from '../../adapters/dynamodb/targets/target-store.ts';
import { eventBus } from '../../adapters/events/event-bus.ts';
import { metrics } from '../../adapters/telemetry/metrics.ts';
import { logger } from '../../adapters/telemetry/telemetry.ts';
import { evaluateAlerts } from '../../domain/alerts/evaluate-alerts.ts';
import type { Report } from '../../domain/common/report.ts';
import { createHandler } from './handler.ts';

const env = readEnv();
const clock = Date.now;
const report: Report = (event, details) => logger.error(event, { ...details });
const channels = { client: documentClient, table: env.CHANNELS_TABLE, clock };

const deps = {
  watchList: new DynamoWatchList(channels, report),
  targets: new DynamoTargetStore(documentClient, env.CHANNELS_TABLE, clock),
  minutes: new DynamoTargetMinutes(documentClient, env.METERS_TABLE),
  listings: new DynamoListingStates(documentClient, env.CHANNELS_TABLE, report),
  bookings: new DynamoBookingStore(documentClient, env.CHANNELS_TABLE, clock),
  alerts: new DynamoAlerts(documentClient, env.CHANNELS_TABLE, report),
  events: eventBus(env.EVENT_BUS_NAME),
  ...{ report, clock },
};

export const handler = middy(
  createHandler({
    clock,
    evaluate: (until) => evaluateAlerts(until, deps),
    report: (result) => {
      logger.info('alerts-evaluated', { ...result });
      metrics.addMetric('TargetsWatched', MetricUnit.Count, result.watched);
      metrics.addMetric('TargetsNotEvaluated', MetricUnit.Count, result.failed);
    },
  }),
)
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics));
