import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { type TableNames, tableDefinitions } from './table-definitions.ts';

/** A database of one's own: a client and four empty tables that no other test file knows. */
export interface TestDatabase {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  readonly documentClient: DynamoDBDocumentClient;
  readonly tables: TableNames;
  stop(): void;
}

/**
 * Real DynamoDB Local with the project's tables. In `beforeAll`:
 * `const database = await startDynamoDb()`, and `database.stop()` in `afterAll`.
 */
export async function startDynamoDb(): Promise<TestDatabase> {
  const endpoint = inject('dynamoDbEndpoint');
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  await untilUp(client);
  const suffix = randomUUID().slice(0, 8);
  const tables = {
    channels: `channels-${suffix}`,
    audit: `audit-${suffix}`,
    meters: `meters-${suffix}`,
    inbound: `inbound-${suffix}`,
  };
  for (const definition of tableDefinitions(tables))
    await client.send(new CreateTableCommand(definition));

  return {
    endpoint,
    client,
    documentClient: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    tables,
    stop: () => client.destroy(),
  };
}

async function untilUp(client: DynamoDBClient): Promise<void> {
  const deadline = Date.now() + 50_000;
  for (;;) {
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch (cause) {
      if (Date.now() > deadline)
        throw new Error('DynamoDB Local did not start; is Java 17 or newer installed?', { cause });
      await setTimeout(100);
    }
  }
}
