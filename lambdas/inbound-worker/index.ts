import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { readEnv } from '../../adapters/config/env.ts';
import { DynamoTargetWatch } from '../../adapters/dynamodb/alerts/target-watch.ts';
import { DynamoBookingStore } from '../../adapters/dynamodb/bookings/booking-store.ts';
import { DynamoCalendarStore } from '../../adapters/dynamodb/calendar/calendar-store.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoInboundFeeds } from '../../adapters/dynamodb/inbound/inbound-feeds.ts';
import { DynamoInboundLog } from '../../adapters/dynamodb/inbound/inbound-log.ts';
import { DynamoLinkedUnits } from '../../adapters/dynamodb/listings/linked-units.ts';
import { sqsClient } from '../../adapters/sqs/client.ts';
import { hideMessages } from '../../adapters/sqs/hide-messages.ts';
import { toInboundMessage } from '../../adapters/sqs/inbound-queue.ts';
import { makeTargetDeps } from '../../adapters/targets/target-deps.ts';
import { logger, spansSent } from '../../adapters/telemetry/telemetry.ts';
import type { Report } from '../../domain/common/report.ts';
import { workOffInbound } from '../../domain/inbound/work-off-inbound.ts';
import { longestWaitMs } from '../../domain/pacing/turn.ts';
import { createHandler } from './handler.ts';

const env = readEnv();
const { CHANNELS_TABLE: table } = env;
const clock = Date.now;
const report: Report = (event, details) => logger.error(event, { ...details });
// Nobody waits in a worker for a turn that is far away: the message goes back to its queue.
const channels = { ...makeTargetDeps(env), patience_ms: longestWaitMs };

const deps = {
  ...{ clock, report, channels, events: channels.events, random: Math.random },
  bookings: new DynamoBookingStore(documentClient, table, clock),
  calendars: new DynamoCalendarStore(documentClient, table),
  links: new DynamoLinkedUnits(documentClient, table),
  watch: new DynamoTargetWatch({ client: documentClient, table, clock }),
  log: new DynamoInboundLog(documentClient, env.INBOUND_TABLE),
  feeds: new DynamoInboundFeeds(documentClient, env.INBOUND_TABLE),
};

export const handler = middy(
  createHandler({
    parse: (record) => toInboundMessage(record, report),
    workOff: (messages) => workOffInbound(messages, deps),
    hide: (records, waits) => hideMessages(sqsClient, records, waits),
    report: (counts) => logger.info('inbound-worked-off', { ...counts }),
  }),
)
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(spansSent);
