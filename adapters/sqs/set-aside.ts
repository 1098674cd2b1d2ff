import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';

/**
 * Puts a record of a stream into the queue of those that were given up; the queue's alarm tells people of it. Only where the row
 * is: what it holds stays in the table.
 */
export async function setAside(
  client: SQSClient,
  QueueUrl: string,
  { eventID, eventName, eventSourceARN, dynamodb }: DynamoDBRecord,
): Promise<void> {
  const { Keys, SequenceNumber } = dynamodb ?? {};
  await client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: JSON.stringify({
        condition: 'RecordUnusable',
        eventID,
        eventName,
        eventSourceARN,
        Keys,
        SequenceNumber,
      }),
    }),
  );
}
