import {
  CreateQueueCommand,
  DeleteQueueCommand,
  QueueDoesNotExist,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { SqsTargetQueues } from '../../../adapters/sqs/target-queues.ts';

const sqs = mockClient(SQSClient);
const target = { org_id: 'demo', account_id: 'main', id: '33333333-3333-4333-8333-333333333333' };
const queues = new SqsTargetQueues(new SQSClient({ region: 'eu-central-1' }), {
  name_prefix: 'tvl-channels-dev-',
  url_prefix: 'https://sqs.eu-central-1.amazonaws.com/1/tvl-channels-dev-',
  arn_prefix: 'arn:aws:sqs:eu-central-1:1:tvl-channels-dev-',
  dead_letter_queue_arn: 'arn:aws:sqs:eu-central-1:1:tvl-channels-dev-dead-letters.fifo',
  stage: 'dev',
});

beforeEach(() => {
  sqs.reset();
});
afterAll(() => sqs.restore());

it('makes a high-throughput FIFO queue that is encrypted, keeps messages and gives up on bad ones', async () => {
  await queues.create(target);

  const input = sqs.commandCalls(CreateQueueCommand)[0]?.args[0].input;
  const { RedrivePolicy = '', Policy = '', ...attributes } = input?.Attributes ?? {};
  expect(input?.QueueName).toBe(`tvl-channels-dev-${target.id}.fifo`);
  expect(attributes).toEqual({
    FifoQueue: 'true',
    FifoThroughputLimit: 'perMessageGroupId',
    DeduplicationScope: 'messageGroup',
    VisibilityTimeout: '120',
    MessageRetentionPeriod: '1209600',
    SqsManagedSseEnabled: 'true',
  });
  expect(JSON.parse(RedrivePolicy)).toEqual({
    deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:1:tvl-channels-dev-dead-letters.fifo',
    maxReceiveCount: 1_000,
  });
  expect(JSON.parse(Policy).Statement).toMatchObject([
    { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ]);
  expect(input?.tags).toEqual({
    project: 'tvl-channels',
    stage: 'dev',
    org_id: 'demo',
    account_id: 'main',
    target_id: target.id,
  });
});

it('removes a queue by its name, also when it is gone already', async () => {
  sqs
    .on(DeleteQueueCommand)
    .rejectsOnce(new QueueDoesNotExist({ message: 'gone', $metadata: {} }))
    .resolves({});

  await queues.remove(target);
  await queues.remove(target);

  expect(sqs.commandCalls(DeleteQueueCommand)[0]?.args[0].input).toEqual({
    QueueUrl: `https://sqs.eu-central-1.amazonaws.com/1/tvl-channels-dev-${target.id}.fifo`,
  });
});

it('says so when a queue cannot be removed', async () => {
  sqs.on(DeleteQueueCommand).rejects(new Error('access denied'));

  await expect(queues.remove(target)).rejects.toThrow('access denied');
});
