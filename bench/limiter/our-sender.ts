import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { startDynamoDb } from '../../local/cloud/dynamodb/dynamodb-process.ts';
import { localCredentials } from '../local-credentials.ts';
import { JobCount } from './job-count.ts';
import { judgeSender, type SenderResult } from './judge-sender.ts';
import { addressOf, startReceiver } from './receiver.ts';
import { runThreads } from './threads.ts';

const table = 'meters';
const reportSchema = z.object({
  sent: z.array(z.object({ sent_at: z.number(), status: z.number() })),
  writes: z.number(),
});

export interface OurResult extends SenderResult {
  /** Reservation writes that led to starts; each is one write request to DynamoDB. */
  readonly reservations: number;
}

/** Makes so many calls with our shared window on DynamoDB Local. */
export async function runOurSender(calls: number): Promise<OurResult> {
  const receiver = await startReceiver(1);
  const database = await startDynamoDb(undefined);
  try {
    await createTable(database.url);
    const posted = await runThreads(new URL('./our-thread.ts', import.meta.url), {
      address: addressOf(receiver),
      endpoint: database.url,
      table,
      jobs: JobCount.of(calls),
    });
    const reports = posted.map((report) => reportSchema.parse(report));

    return {
      ...judgeSender(
        reports.flatMap(({ sent }) => sent),
        receiver.calls(),
      ),
      reservations: reports.reduce((total, { writes }) => total + writes, 0),
    };
  } finally {
    await Promise.all([receiver.stop(), database.stop()]);
  }
}

async function createTable(endpoint: string): Promise<void> {
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
