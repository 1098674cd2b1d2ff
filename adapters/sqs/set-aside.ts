import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';

/**
 * Puts a record of the stream where those go that were given up; the queue's alarm tells people of it. Only where the row
 * is: what it holds stays in the table.
 */
export async function setAside(
  client: SQSClient,
  urlPrefix: string,
  { eventID, eventName, eventSourceARN, dynamodb }: DynamoDBRecord,
): Promise<void> {
  const { Keys, SequenceNumber } = dynamodb ?? {};
  await client.send(
    new SendMessageCommand({
      QueueUrl: `${urlPrefix}dispatch-failures`,
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
