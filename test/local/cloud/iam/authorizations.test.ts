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
  const partitionKeyOf = (name: string, index?: string) =>
    index === undefined ? `${name}Pk` : index;
  const needsOf = (one: AwsCall) => dynamoDbAuthorizations(one, partitionKeyOf);
  const item = (name: string, key: string) => ({ [`${name}Pk`]: { S: key }, sk: { S: 'of it' } });
  const query = {
    KeyConditionExpression: '#sk = :sk AND tPk = :pk',
    ExpressionAttributeNames: { '#sk': 'sk' },
    ExpressionAttributeValues: { ':sk': { S: 'of it' }, ':pk': { S: 'P#1' } },
  };

  it.each([
    {
      call: call('GetItem', { TableName: 't', Key: item('t', 'P#1') }),
      needs: [['GetItem', table('t'), 'P#1']],
    },
    {
      call: call('PutItem', { TableName: 't', Item: item('t', 'P#1') }),
      needs: [['PutItem', table('t'), 'P#1']],
    },
    // What lacks its key is like nothing that is allowed.
    { call: call('PutItem', { TableName: 't', Item: {} }), needs: [['PutItem', table('t'), '']] },
    { call: call('Query', { TableName: 't', ...query }), needs: [['Query', table('t'), 'P#1']] },
    {
      call: call('Query', { TableName: 't', IndexName: 'sk', ...query }),
      needs: [['Query', `${table('t')}/index/sk`, 'of it']],
    },
    { call: call('Scan', { TableName: table('t') }), needs: [['Scan', table('t')]] },
    {
      call: call('BatchGetItem', {
        RequestItems: {
          a: { Keys: [item('a', 'P#1'), item('a', 'P#2')] },
          b: { Keys: [item('b', 'P#3')] },
        },
      }),
      needs: [
        ['BatchGetItem', table('a'), 'P#1', 'P#2'],
        ['BatchGetItem', table('b'), 'P#3'],
      ],
    },
    {
      call: call('BatchWriteItem', {
        RequestItems: {
          a: [
            { PutRequest: { Item: item('a', 'P#1') } },
            { DeleteRequest: { Key: item('a', 'P#2') } },
          ],
        },
      }),
      needs: [['BatchWriteItem', table('a'), 'P#1', 'P#2']],
    },
    {
      call: call('TransactWriteItems', {
        TransactItems: [
          { Put: { TableName: 'a', Item: item('a', 'P#1') } },
          { Update: { TableName: 'b', Key: item('b', 'P#2') } },
          { Delete: { TableName: 'b', Key: item('b', 'P#3') } },
          { ConditionCheck: { TableName: table('c'), Key: item('c', 'P#4') } },
        ],
      }),
      needs: [
        ['PutItem', table('a'), 'P#1'],
        ['UpdateItem', table('b'), 'P#2'],
        ['DeleteItem', table('b'), 'P#3'],
        ['ConditionCheckItem', table('c'), 'P#4'],
      ],
    },
    {
      call: call('TransactGetItems', {
        TransactItems: [{ Get: { TableName: 'a', Key: item('a', 'P#1') } }],
      }),
      needs: [['GetItem', table('a'), 'P#1']],
    },
  ])('needs for $call.action: $needs', ({ call: one, needs }) => {
    expect(needsOf(one)).toEqual(
      needs.map(([action, resource, ...keys]) => ({
        ...{ action: `dynamodb:${action}`, resource },
        ...(keys.length > 0 && { context: { 'dynamodb:leadingkeys': keys } }),
      })),
    );
  });

  it('lets nothing pass whose needs it does not know', () => {
    expect(() => needsOf(call('ExecuteStatement', {}))).toThrow('not known');
    expect(() => needsOf(call('Query', { TableName: 't', KeyConditions: {} }))).toThrow();
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
