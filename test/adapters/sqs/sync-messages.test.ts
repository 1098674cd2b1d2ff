import {
  ChangeMessageVisibilityBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { giveBack } from '../../../adapters/sqs/sync-messages.ts';
import type { SyncResult } from '../../../domain/sync/sync-deps.ts';

const sqs = mockClient(SQSClient);
const client = new SQSClient({ region: 'eu-central-1' });
const dead_letters = 'https://sqs.eu-central-1.amazonaws.com/1/dead-letters.fifo';
let reports: string[];

beforeEach(() => {
  sqs.reset();
  reports = [];
});
afterAll(() => sqs.restore());

const record = (messageId: string) =>
  ({
    messageId,
    receiptHandle: `handle-of-${messageId}`,
    body: `body of ${messageId}`,
    attributes: { MessageGroupId: `group of ${messageId}` },
    eventSourceARN: 'arn:aws:sqs:eu-central-1:1:target.fifo',
  }) as SQSRecord;

const settle = (results: readonly SyncResult[]) =>
  giveBack(
    client,
    results.map(({ id }) => record(id)),
    { results, dead_letters, report: (event) => void reports.push(event) },
  );

describe('a batch that was worked on', () => {
  it('leaves the queue as far as it is done; the rest is hidden, each for its own time', async () => {
    const answer = await settle([
      { id: 'a', done: true },
      { id: 'b', done: false, retry_in_ms: 4_001 },
    ]);

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }] });
    const [call] = sqs.commandCalls(ChangeMessageVisibilityBatchCommand);
    expect(call?.args[0].input.Entries).toEqual([
      { Id: '0', ReceiptHandle: 'handle-of-b', VisibilityTimeout: 5 },
    ]);
    expect(sqs.commandCalls(SendMessageCommand)).toEqual([]);
  });

  it('goes to the dead letters where it is worn, in the group it was in', async () => {
    const answer = await settle([{ id: 'a', done: true, dead_letter: true }]);

    expect(answer).toEqual({ batchItemFailures: [] });
    const [call] = sqs.commandCalls(SendMessageCommand);
    expect(call?.args[0].input).toEqual({
      QueueUrl: dead_letters,
      MessageBody: 'body of a',
      MessageGroupId: 'group of a',
      MessageDeduplicationId: 'a',
    });
  });

  it('keeps in its queue what the dead letters do not take', async () => {
    sqs.on(SendMessageCommand).rejects(new Error('no'));

    const answer = await settle([
      { id: 'a', done: true, dead_letter: true },
      { id: 'b', done: true },
    ]);

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
    expect(reports).toEqual(['message-not-buried']);
  });
});
