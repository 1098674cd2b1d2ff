import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDynamoDb, type TestDatabase } from './dynamodb.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());

it.each(['channels', 'audit', 'meters', 'inbound'] as const)('has a table for %s', async (name) => {
  const TableName = database.tables[name];
  const Item = { pk: 'p', sk: 's', value: 1, absent: undefined };

  await database.documentClient.send(new PutCommand({ TableName, Item }));

  const { Item: found } = await database.documentClient.send(
    new GetCommand({ TableName, Key: { pk: 'p', sk: 's' } }),
  );
  expect(found).toEqual({ pk: 'p', sk: 's', value: 1 });
});
