import { randomBytes, randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listingItem, toListing } from '../../../../adapters/dynamodb/listings/listing-item.ts';
import type { StoredListing } from '../../../../domain/listings/listing.ts';
import { anOpenAttempt } from '../../../builders/open-attempt.ts';
import { aListing } from '../../../builders/stored-listing.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

const timestamp = '2026-06-01T12:00:00.000Z';
const open_attempt = anOpenAttempt({ created_by: randomUUID() });

/** Synced before, changed since, and being sent at this moment. */
const busiest: StoredListing = aListing({
  org_id: randomUUID(),
  account_id: randomUUID(),
  external_listing_id: '123456789',
  last_synced_at: timestamp,
  last_sync_version: 120,
  last_payload_hash: 'c'.repeat(64),
  trace_id: 'a'.repeat(32),
  asked_at: timestamp,
  due_shard: '4',
  due_at: timestamp,
  revision: 1234,
  open_attempt: { ...open_attempt, created_by: null },
  attempt_key: open_attempt.idempotency_key,
  attempt_count: 1,
  attempt_number: 1,
  lease_until: Date.parse(timestamp),
  remote_unclear: true,
  doubt_until: Date.parse(timestamp),
  held_fields: { listingImages: 'b'.repeat(32) },
  sent_to: '5fa932ded46fae1f29b25a6fcf91161f',
  unsent_fields: [
    ...['houseRules', 'propertyLicenseNumber', 'cleaningFee', 'zipcode', 'bathroomType'],
    ...['checkInTimeStart', 'checkInTimeEnd', 'checkOutTime', 'cancellationPolicy'],
    'listingAmenities',
  ],
});

function stored(listing: StoredListing): Record<string, unknown> {
  return unmarshall(marshall(listingItem(listing), { removeUndefinedValues: true }));
}

describe('a listing as an item', () => {
  it.each<[string, StoredListing]>([
    ['new', aListing()],
    ['being sent', busiest],
    ['being sent for an operator', { ...busiest, open_attempt }],
    ['of a space', aListing({ unit_id: null, space_id: randomUUID() })],
    ['being looked for', aListing({ look: { kind: 'more', cursor: '100 4711' } })],
    ['in error', aListing({ error_message: 'no', retry_after_at: timestamp, retry_count: 5 })],
  ])('is read as it was written when it is %s', (_state, listing) => {
    expect(toListing(stored(listing))).toEqual(listing);
  });

  it('is read as earlier versions wrote it, in texts and lists', () => {
    const { unsent_fields, sent_to, trace_id, asked_at, updated_at, last_synced_at } = busiest;
    const texts = { unsent_fields, sent_to, trace_id, asked_at, updated_at, last_synced_at };
    const earlier = {
      id: open_attempt.id,
      unit_version: open_attempt.unit_version,
      operation: open_attempt.operation,
      started_at: Date.parse(open_attempt.started_at),
      request_payload_hash: Buffer.from(open_attempt.request_payload_hash, 'hex'),
      trace_id: Buffer.from(open_attempt.trace_id.replaceAll('-', ''), 'hex'),
    };
    const warnings = [{ field: 'bathrooms', message: 'rounded' }];

    expect(toListing({ ...stored(busiest), ...texts, open_attempt: earlier, warnings })).toEqual({
      ...busiest,
      warnings,
    });
  });

  it('has no attribute for what is null or what its key says', () => {
    expect(Object.keys(stored(aListing())).toSorted()).toEqual([
      'created_at',
      'pk',
      'retry_count',
      'revision',
      'sk',
      'status',
      'sync_status',
      'target_id',
      'unit_id',
      'updated_at',
      'warnings',
    ]);
  });
});

describe('what a write of a listing costs', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await startDynamoDb();
  });
  afterAll(() => database.stop());

  it.each([
    { warnings: [], units: 2 },
    {
      warnings: [{ field: 'amenities', message: 'no amenities: those at Hostaway are kept' }],
      units: 2,
    },
    {
      warnings: [
        {
          field: 'bathrooms',
          message: 'Hostaway counts whole bathrooms: 1 half bathroom(s) are left out, 1 is sent',
        },
      ],
      units: 2,
    },
    { warnings: [{ field: 'bathrooms', message: randomBytes(512).toString('hex') }], units: 3 },
  ])('is $units units, one of them for the index, at its busiest', async ({ warnings, units }) => {
    const { ConsumedCapacity } = await database.documentClient.send(
      new PutCommand({
        TableName: database.tables.channels,
        Item: listingItem({ ...busiest, id: randomUUID(), warnings }),
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );

    expect(ConsumedCapacity?.CapacityUnits).toBe(units);
  });
});
