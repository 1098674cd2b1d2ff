import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { deliveryKey } from '../../../../adapters/dynamodb/keys.ts';
import { DynamoDeliveries } from '../../../../adapters/dynamodb/sync/poison-messages.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

const now = Date.parse('2026-06-01T12:00:00.000Z');
let database: TestDatabase;
let deliveries: DynamoDeliveries;
let message: string;

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());
beforeEach(() => {
  message = randomUUID();
  deliveries = new DynamoDeliveries(database.documentClient, database.tables.meters, () => now);
});

it('counts the beginnings of each message by itself, also those of many workers', async () => {
  const counts = await Promise.all(Array.from({ length: 5 }, () => deliveries.begin(message)));

  expect(counts.toSorted()).toEqual([1, 2, 3, 4, 5]);
  expect(await deliveries.begin(randomUUID())).toBe(1);
});

it('forgets one that was taken back, and all of them at an end', async () => {
  await deliveries.begin(message);
  await deliveries.begin(message);
  await deliveries.takeBack(message);
  expect(await deliveries.begin(message)).toBe(2);

  await deliveries.end(message);

  expect(await deliveries.begin(message)).toBe(1);
});

it('keeps a count for as long as a queue keeps its message', async () => {
  await deliveries.begin(message);

  const { Item } = await database.documentClient.send(
    new GetCommand({ TableName: database.tables.meters, Key: deliveryKey(message) }),
  );
  expect(Item?.expires_at).toBe(now / 1000 + 14 * 24 * 3600);
});
