import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { AuditLog } from '../../adapters/dynamodb/audit/audit-log.ts';
import { DynamoBookingLists } from '../../adapters/dynamodb/bookings/booking-lists.ts';
import { DynamoCalendarStore } from '../../adapters/dynamodb/calendar/calendar-store.ts';
import { DynamoInboundRows } from '../../adapters/dynamodb/inbound/inbound-rows.ts';
import { listingKey, targetKey } from '../../adapters/dynamodb/keys.ts';
import { ListingCatalog } from '../../adapters/dynamodb/listings/listing-catalog.ts';
import { listingItem, toListing } from '../../adapters/dynamodb/listings/listing-item.ts';
import { DynamoListingStore } from '../../adapters/dynamodb/listings/listing-store.ts';
import { DynamoReferenceCache } from '../../adapters/dynamodb/sync/reference-cache.ts';
import { ifConditionHolds } from '../../adapters/dynamodb/transactions.ts';
import { DynamoUnitStore } from '../../adapters/dynamodb/units/unit-store.ts';
import { hostawayChannel } from '../../adapters/hostaway/hostaway.ts';
import type { BoundRoute } from '../../adapters/http/bind.ts';
import type { DomainEvent } from '../../domain/common/domain-event.ts';
import type { Tenant } from '../../domain/common/tenant.ts';
import type { StoredListing } from '../../domain/listings/listing.ts';
import type { StoredTarget } from '../../domain/targets/target.ts';
import { bookingRoutes } from '../../lambdas/listings-api/routes/bookings.ts';
import { calendarRoutes } from '../../lambdas/listings-api/routes/calendar.ts';
import { inboundRoutes } from '../../lambdas/listings-api/routes/inbound.ts';
import { listingRoutes } from '../../lambdas/listings-api/routes/listings.ts';
import { snapshotRoutes } from '../../lambdas/listings-api/routes/snapshots.ts';
import { unitRoutes } from '../../lambdas/listings-api/routes/units.ts';
import { aTarget } from '../builders/target.ts';
import { startDynamoDb, type TestDatabase } from './dynamodb.ts';
import { startTestApi, type TestApi } from './test-api.ts';

const channel = hostawayChannel({ allowPrivateBaseUrls: () => true });

export const demo: Tenant = { org_id: 'demo', account_id: 'main' };

/** The calls about units and listings on a database of their own. */
export interface ListingsApi extends TestApi {
  readonly database: TestDatabase;
  readonly events: DomainEvent[];
  /** The channel's vocabulary as previews find it. */
  readonly references: DynamoReferenceCache;
  /** A unit that can be linked, unless `over` takes something away. */
  putUnit(over?: Record<string, unknown>): Promise<string>;
  putTarget(over?: Partial<StoredTarget>): Promise<string>;
  /** A unit linked to a target of its own, or of `targetId`. */
  link(targetId?: string): Promise<{ id: string; unit_id: string; target_id: string }>;
  /** The whole row of a listing, whatever the API shows of it. */
  row(listingId: string): Promise<StoredListing>;
  /** What a worker may have written to a listing. */
  setRow(listingId: string, values: Partial<StoredListing>): Promise<void>;
}

/** `others`: further routes to serve over the same database. */
export async function startListingsApi(
  others: (database: TestDatabase) => readonly BoundRoute[] = () => [],
): Promise<ListingsApi> {
  const database = await startDynamoDb();
  const { documentClient, tables } = database;
  const events: DomainEvent[] = [];
  const units = new DynamoUnitStore(documentClient, tables.channels);
  const listings = new DynamoListingStore(documentClient, tables.channels);
  const references = new DynamoReferenceCache(documentClient, tables.meters, Date.now);
  const shared = {
    events: {
      publish: async (published: readonly DomainEvent[]) => void events.push(...published),
    },
    clock: Date.now,
    newId: randomUUID,
    report: () => {},
  };
  const bound = [
    ...unitRoutes({ units, clock: Date.now }),
    ...calendarRoutes({
      ...shared,
      units,
      calendars: new DynamoCalendarStore(documentClient, tables.channels),
    }),
    ...bookingRoutes({
      units,
      bookings: new DynamoBookingLists(documentClient, tables.channels, Date.now),
    }),
    ...inboundRoutes({
      rows: new DynamoInboundRows(documentClient, tables.inbound),
      clock: Date.now,
    }),
    ...listingRoutes({
      listings,
      catalog: new ListingCatalog(documentClient, tables.channels),
      audit: new AuditLog(documentClient, tables.audit),
      ...shared,
      channelFor: () => channel,
    }),
    ...snapshotRoutes({
      listings,
      references,
      snapshots: { snapshot: (...which) => units.getSnapshot(...which) },
      channelFor: async () => ({ ...channel, connect: noCall }),
      clock: Date.now,
    }),
    ...others(database),
  ];
  const api = await startTestApi(bound, database);

  const putUnit = async (over: Record<string, unknown> = {}) => {
    const id = randomUUID();
    const { status, text } = await api.call(`PUT /api/supply/units/${id}`, {
      body: { ...aUnitBody, ...over },
    });
    if (status !== 201) throw new Error(`unit not put: ${status} ${text}`);
    return id;
  };
  const putTarget = async (over: Partial<StoredTarget> = {}) => {
    const target = aTarget({ id: randomUUID(), ...over });
    await documentClient.send(
      new PutCommand({
        TableName: tables.channels,
        Item: { ...targetKey(target, target.id), ...target },
      }),
    );
    return target.id;
  };
  const row = async (listingId: string) => {
    const { Item } = await documentClient.send(
      new GetCommand({
        TableName: tables.channels,
        Key: listingKey(demo, listingId),
        ConsistentRead: true,
      }),
    );
    return toListing(Item ?? {});
  };

  return {
    ...api,
    database,
    events,
    references,
    putUnit,
    putTarget,
    row,
    async link(targetId) {
      const unit_id = await putUnit();
      const target_id = targetId ?? (await putTarget());
      const { status, json } = await api.call('POST /api/channels/listings', {
        body: { unit_id, target_id },
      });
      if (status !== 201) throw new Error(`not linked: ${status} ${JSON.stringify(json)}`);
      return { id: json.id, unit_id, target_id };
    },
    async setRow(listingId, values) {
      for (let tries = 0; tries < 20; tries += 1) {
        const read = await row(listingId);
        const put = new PutCommand({
          TableName: tables.channels,
          Item: listingItem({ ...read, ...values, revision: read.revision + 1 }),
          // What the code under test writes at the same moment must not be lost.
          ConditionExpression: 'revision = :read',
          ExpressionAttributeValues: { ':read': read.revision },
        });
        if (await ifConditionHolds(() => documentClient.send(put))) return;
      }
      throw new Error(`listing ${listingId} is written to without end`);
    },
  };
}

function noCall(): never {
  throw new Error('none of these calls may call the channel');
}

/** Body of a PUT that makes a unit fit to be linked. */
export const aUnitBody = {
  name: 'Casa Azul',
  space: { id: '0f0f9a38-3c1c-4d1b-9a3e-0a5f3a1f2b10', property_type: 'villa' },
  capacity_adults: 4,
  address: { line1: '12 Ocean Drive', city: 'Miami', country_code: 'US' },
  media_assets: [{ url: 'https://images.example.com/front.jpg', is_primary: true }],
};
