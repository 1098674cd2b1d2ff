import { randomUUID } from 'node:crypto';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { channelFor } from '../../adapters/channels/registry.ts';
import { readApiEnv } from '../../adapters/config/env.ts';
import { AuditLog } from '../../adapters/dynamodb/audit/audit-log.ts';
import { DynamoBookingLists } from '../../adapters/dynamodb/bookings/booking-lists.ts';
import { DynamoCalendarStore } from '../../adapters/dynamodb/calendar/calendar-store.ts';
import { documentClient } from '../../adapters/dynamodb/client.ts';
import { DynamoInboundRows } from '../../adapters/dynamodb/inbound/inbound-rows.ts';
import { ListingCatalog } from '../../adapters/dynamodb/listings/listing-catalog.ts';
import { DynamoListingStore } from '../../adapters/dynamodb/listings/listing-store.ts';
import { DynamoReferenceCache } from '../../adapters/dynamodb/sync/reference-cache.ts';
import { DynamoUnitStore } from '../../adapters/dynamodb/units/unit-store.ts';
import { eventBus } from '../../adapters/events/event-bus.ts';
import { apiDeps } from '../../adapters/http/api-deps.ts';
import { createApi } from '../../adapters/http/create-api.ts';
import { logger, spansSent } from '../../adapters/telemetry/telemetry.ts';
import { bookingRoutes } from './routes/bookings.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { inboundRoutes } from './routes/inbound.ts';
import { listingRoutes } from './routes/listings.ts';
import { snapshotRoutes } from './routes/snapshots.ts';
import { unitRoutes } from './routes/units.ts';

const env = readApiEnv();

const units = new DynamoUnitStore(documentClient, env.CHANNELS_TABLE);
const listings = new DynamoListingStore(documentClient, env.CHANNELS_TABLE);

const shared = {
  events: eventBus(env.EVENT_BUS_NAME),
  clock: Date.now,
  newId: randomUUID,
  report: (event: string, facts: Record<string, unknown>) => logger.warn(event, facts),
};

const routes = [
  ...unitRoutes({ units, clock: Date.now }),
  ...calendarRoutes({
    ...shared,
    units,
    calendars: new DynamoCalendarStore(documentClient, env.CHANNELS_TABLE),
  }),
  ...bookingRoutes({
    units,
    bookings: new DynamoBookingLists(documentClient, env.CHANNELS_TABLE, Date.now),
  }),
  ...inboundRoutes({
    rows: new DynamoInboundRows(documentClient, env.INBOUND_TABLE),
    clock: Date.now,
  }),
  ...listingRoutes({
    listings,
    catalog: new ListingCatalog(documentClient, env.CHANNELS_TABLE),
    audit: new AuditLog(documentClient, env.AUDIT_TABLE),
    ...shared,
    channelFor,
  }),
  ...snapshotRoutes({
    listings,
    snapshots: { snapshot: (...which) => units.getSnapshot(...which) },
    references: new DynamoReferenceCache(documentClient, env.METERS_TABLE, Date.now),
    channelFor: async (type) => channelFor(type),
    clock: Date.now,
  }),
];

export const handler = middy(createApi(routes, apiDeps(env)))
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(spansSent);
