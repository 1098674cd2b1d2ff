import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDynamoDbClient } from '../../../../local/cloud/dynamodb/dynamodb-client.ts';
import { startDynamoDb } from '../../../../local/cloud/dynamodb/dynamodb-process.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tvl-write-ahead-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the database writes ahead, also one that did not, and loses nothing when it is killed', async () => {
  // As DynamoDB Local alone makes it.
  const file = join(folder, 'shared-local-instance.db');
  const before = new DatabaseSync(file);
  before.exec('PRAGMA journal_mode = DELETE');
  before.exec('VACUUM');
  before.close();
  const first = await startDynamoDb(folder);
  const call = createDynamoDbClient(first.url);
  await call('DynamoDB_20120810.CreateTable', {
    TableName: 'units',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  });
  for (let id = 0; id < 50; id += 1)
    await call('DynamoDB_20120810.PutItem', {
      TableName: 'units',
      Item: { id: { S: String(id) }, text: { S: 'x'.repeat(3_000) } },
    });
  const ahead = statSync(`${file}-wal`).size;
  // What is written ahead is brought into the database while it is used.
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(50 * 3_000), 20_000);
  await first.stop();

  const second = await startDynamoDb(folder);
  try {
    const again = createDynamoDbClient(second.url);
    const input = { TableName: 'units', Select: 'COUNT' };
    expect(await again('DynamoDB_20120810.Scan', input)).toMatchObject({ Count: 50 });
  } finally {
    await second.stop();
  }
  expect(ahead).toBeGreaterThan(0);
}, 60_000);
