import { describe, expect, it } from 'vitest';
import type { AwsCall } from '../../../../local/cloud/common/aws-call.ts';
import { dynamoDbAuthorizations } from '../../../../local/cloud/dynamodb/dynamodb-authorization.ts';
import { eventsAuthorizations } from '../../../../local/cloud/events/events-authorization.ts';
import { lambdaAuthorizations } from '../../../../local/cloud/lambda/lambda-authorization.ts';
import { secretsAuthorizations } from '../../../../local/cloud/secrets/secrets-authorization.ts';
import { sqsAuthorizations } from '../../../../local/cloud/sqs/sqs-authorization.ts';

const call = (action: string, input: unknown, path = '/') =>
  ({ action, path, body: Buffer.from(JSON.stringify(input)) }) as AwsCall;
const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:000000000000:${rest}`;
const table = (name: string) => arn('dynamodb', `table/${name}`);

describe('DynamoDB', () => {
  it.each([
    { call: call('GetItem', { TableName: 't' }), needs: [['GetItem', table('t')]] },
    { call: call('Query', { TableName: 't' }), needs: [['Query', table('t')]] },
    {
      call: call('Query', { TableName: 't', IndexName: 'i' }),
      needs: [['Query', `${table('t')}/index/i`]],
    },
    { call: call('Scan', { TableName: table('t') }), needs: [['Scan', table('t')]] },
    {
      call: call('BatchGetItem', { RequestItems: { a: {}, b: {} } }),
      needs: [
        ['BatchGetItem', table('a')],
        ['BatchGetItem', table('b')],
      ],
    },
    {
      call: call('TransactWriteItems', {
        TransactItems: [
          { Put: { TableName: 'a' } },
          { Update: { TableName: 'b' } },
          { Delete: { TableName: 'b' } },
          { ConditionCheck: { TableName: 'c' } },
        ],
      }),
      needs: [
        ['PutItem', table('a')],
        ['UpdateItem', table('b')],
        ['DeleteItem', table('b')],
        ['ConditionCheckItem', table('c')],
      ],
    },
    {
      call: call('TransactGetItems', { TransactItems: [{ Get: { TableName: 'a' } }] }),
      needs: [['GetItem', table('a')]],
    },
  ])('needs for $call.action: $needs', ({ call: one, needs }) => {
    expect(dynamoDbAuthorizations(one)).toEqual(
      needs.map(([action, resource]) => ({ action: `dynamodb:${action}`, resource })),
    );
  });

  it('lets nothing pass whose needs it does not know', () => {
    expect(() => dynamoDbAuthorizations(call('ExecuteStatement', {}))).toThrow('not known');
  });
});

describe('SQS', () => {
  const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/q.fifo';

  it.each([
    { action: 'SendMessage', input: { QueueUrl }, needs: ['SendMessage'] },
    { action: 'SendMessageBatch', input: { QueueUrl }, needs: ['SendMessage'] },
    { action: 'DeleteMessageBatch', input: { QueueUrl }, needs: ['DeleteMessage'] },
    { action: 'GetQueueUrl', input: { QueueName: 'q.fifo' }, needs: ['GetQueueUrl'] },
    { action: 'CreateQueue', input: { QueueName: 'q.fifo', tags: {} }, needs: ['CreateQueue'] },
    {
      action: 'CreateQueue',
      input: { QueueName: 'q.fifo', tags: { stage: 'dev' } },
      needs: ['CreateQueue', 'TagQueue'],
    },
  ])('needs for $action: $needs', ({ action, input, needs }) => {
    expect(sqsAuthorizations(call(action, input))).toEqual(
      needs.map((name) => ({ action: `sqs:${name}`, resource: arn('sqs', 'q.fifo') })),
    );
  });
});

describe('Secrets Manager', () => {
  const known = arn('secretsmanager', 'secret:stage/known-a1b2c3');
  const arnOf = (id: string) => (id === 'stage/known' ? known : undefined);

  it('compares a secret by its ARN, and names it as the caller did', () => {
    expect(
      secretsAuthorizations(call('GetSecretValue', { SecretId: 'stage/known' }), arnOf),
    ).toEqual([
      { action: 'secretsmanager:GetSecretValue', resource: known, shownAs: 'stage/known' },
    ]);
  });

  it('needs the tagging of what is made with tags, by the ARN that it would have', () => {
    const Tags = [{ Key: 'stage', Value: 'dev' }];
    const resource = arn('secretsmanager', 'secret:stage/new-000000');

    expect(
      secretsAuthorizations(call('CreateSecret', { Name: 'stage/new', Tags }), arnOf),
    ).toMatchObject([
      { action: 'secretsmanager:CreateSecret', resource },
      { action: 'secretsmanager:TagResource', resource },
    ]);
  });
});

describe('Lambda', () => {
  const mappings = '/2015-03-31/event-source-mappings/';
  const ownerOf = (id: string) => (id === 'known' ? 'worker' : undefined);
  const functionArn = (name: string) => arn('lambda', `function:${name}`);
  const onKnown = (name: string) => ({
    resource: arn('lambda', 'event-source-mapping:known'),
    context: { 'lambda:functionarn': [functionArn(name)] },
  });

  it('asks for the function that a mapping feeds, and for the one it shall feed', () => {
    const moved = call('UpdateEventSourceMapping', { FunctionName: 'other' }, `${mappings}known`);

    expect(lambdaAuthorizations(moved, ownerOf)).toMatchObject([
      onKnown('worker'),
      onKnown('other'),
    ]);
  });

  it('knows no function of a mapping that is not there', () => {
    expect(
      lambdaAuthorizations(call('DeleteEventSourceMapping', {}, `${mappings}gone`), ownerOf),
    ).toEqual([
      {
        action: 'lambda:DeleteEventSourceMapping',
        resource: arn('lambda', 'event-source-mapping:gone'),
        context: {},
      },
    ]);
  });

  it.each([
    { action: 'ListEventSourceMappings', needs: { resource: '*' } },
    {
      action: 'CreateEventSourceMapping',
      needs: { resource: '*', context: { 'lambda:functionarn': [functionArn('f')] } },
    },
  ])('has no resource for $action', ({ action, needs }) => {
    expect(lambdaAuthorizations(call(action, { FunctionName: 'f' }, mappings), ownerOf)).toEqual([
      { action: `lambda:${action}`, ...needs },
    ]);
  });
});

it('EventBridge needs its action on each bus that an entry is for', () => {
  const Entries = [{ EventBusName: 'a' }, { EventBusName: 'a' }, {}];

  expect(eventsAuthorizations(call('PutEvents', { Entries }))).toEqual([
    { action: 'events:PutEvents', resource: arn('events', 'event-bus/a') },
    { action: 'events:PutEvents', resource: arn('events', 'event-bus/default') },
  ]);
});
