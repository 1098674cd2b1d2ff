import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listingItem } from '../../../adapters/dynamodb/listings/listing-item.ts';
import { DynamoListingStore } from '../../../adapters/dynamodb/listings/listing-store.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { replayChanges } from '../../../domain/listings/replay.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';

const now = Date.parse('2026-06-01T12:00:00.000Z');
let database: TestDatabase;

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());

/** A store whose first write takes effect without an answer; `meanwhile` runs before the SDK sends it again. */
function losingStore(meanwhile: () => Promise<unknown>): DynamoListingStore {
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  let isLost = false;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      if (isLost) return answer;
      isLost = true;
      await meanwhile();
      throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
    },
    { step: 'deserialize', priority: 'high' },
  );

  return new DynamoListingStore(DynamoDBDocumentClient.from(client), database.tables.channels);
}

async function aStoredListing(): Promise<StoredListing> {
  const listing = aListing({ id: randomUUID() });
  const Item = listingItem(listing);
  await database.documentClient.send(new PutCommand({ TableName: database.tables.channels, Item }));
  return listing;
}

it('a replay whose answer was lost is asked for once, also when it is done before it is asked for again', async () => {
  const listing = await aStoredListing();
  const replay = { id: randomUUID(), requested_by: randomUUID(), trace_id: 'a'.repeat(32) };
  const plain = new DynamoListingStore(database.documentClient, database.tables.channels);
  const done = async () => {
    const queued = await plain.get(listing, listing.id);
    if (queued === undefined) throw new Error('the listing is gone');
    await plain.amend(queued, { set: { sync_status: 'ok' }, remove: ['replay_id'] });
  };

  const outcome = await losingStore(done).amend(listing, replayChanges(listing, replay, now));

  expect(outcome).toBe('written');
  const after = await plain.get(listing, listing.id);
  expect(after).toMatchObject({ sync_status: 'ok', revision: listing.revision + 2 });
  expect(after?.replay_id).toBeUndefined();
});

it('a write that others were faster than is still told apart', async () => {
  const listing = await aStoredListing();
  const plain = new DynamoListingStore(database.documentClient, database.tables.channels);
  await plain.amend(listing, { set: { error_message: 'of another' }, remove: [] });

  expect(await plain.amend(listing, { set: { error_message: 'mine' }, remove: [] })).toBe(
    'changed',
  );
});
