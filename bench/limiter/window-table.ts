import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from '../../local/cloud/dynamodb/dynamodb-process.ts';
import { localCredentials } from '../local-credentials.ts';

/** Where windows are kept. */
export interface WindowTable {
  readonly endpoint: string;
  readonly table: string;
}

/** Gives an empty table on a DynamoDB Local of its own, for as long as the work takes. */
export async function withWindowTable<T>(work: (place: WindowTable) => Promise<T>): Promise<T> {
  const database = await startDynamoDb(undefined);
  const place = { endpoint: database.url, table: 'meters' };
  try {
    await createTable(place);

    return await work(place);
  } finally {
    await database.stop();
  }
}

async function createTable({ endpoint, table }: WindowTable): Promise<void> {
  const client = new DynamoDBClient({ endpoint, ...localCredentials });
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
    }),
  );
  client.destroy();
}
