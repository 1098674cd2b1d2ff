import { randomUUID } from 'node:crypto';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCloud } from '../../../local/cloud/cloud.ts';
import type { Cloud } from '../../../local/cloud/cloud-options.ts';
import { accountCredentials } from '../../../local/cloud/iam/session.ts';
import { bundleInto, writeAssembly } from './fixture/assembly.ts';
import { appStack, dataStack } from './fixture/template.ts';
import { until } from './fixture/until.ts';

let cloud: Cloud;
let sqs: SQSClient;
let lambda: LambdaClient;

const queueUrl = (name: string) => `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`;
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const get = (path: string, init?: RequestInit) => fetch(`${cloud.apiUrl}${path}`, init);
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests look at
const json = async (answer: Response): Promise<any> => await answer.json();

async function putExpiring(): Promise<void> {
  const expires_at = { N: String(Math.floor(Date.now() / 1000) - 1) };
  // In the table's index, without which DynamoDB Local itself never expires an item.
  const Item = { pk: { S: 'expiring' }, sk: { S: 's' }, other: { S: 'o' }, expires_at };
  await cloud.call('dynamodb', 'PutItem', { TableName: 'fixture-table', Item });
}

beforeAll(async () => {
  const assemblyDir = writeAssembly({ data: dataStack, app: appStack });
  bundleInto(assemblyDir);
  cloud = await startCloud({ assemblyDir, port: 0, asyncRetryDelaysMs: [1, 1], schedules: false });
  const common = { region: 'us-east-1', credentials: accountCredentials };
  sqs = new SQSClient({
    ...common,
    endpoint: cloud.variables.AWS_ENDPOINT_URL_SQS,
    useQueueUrlAsEndpoint: false,
  });
  lambda = new LambdaClient({ ...common, endpoint: cloud.variables.AWS_ENDPOINT_URL_LAMBDA });
  await putExpiring();
}, 30_000);
afterEach(() => cloud?.faults.clear());
afterAll(() => cloud?.stop());

describe('HTTP API', () => {
  it('hands over a request as payload format 2.0', async () => {
    const answer = await get('/echo/a%20b?x=1&x=2&y=%26', {
      method: 'POST',
      headers: { 'X-Custom': 'c', cookie: 'one=1; two=2', 'content-type': 'application/json' },
      body: '{"ä":1}',
    });

    const event = await json(answer);
    expect(answer.headers.get('x-kind')).toBe('Echo');
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /echo/{id}',
      rawPath: '/echo/a b',
      rawQueryString: 'x=1&x=2&y=%26',
      cookies: ['one=1', 'two=2'],
      headers: { 'x-custom': 'c', 'content-type': 'application/json' },
      queryStringParameters: { x: '1,2', y: '&' },
      pathParameters: { id: 'a b' },
      requestContext: { stage: '$default', http: { method: 'POST', path: '/echo/a b' } },
      body: '{"ä":1}',
      isBase64Encoded: false,
    });
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it('hands over other bodies in base64', async () => {
    const answer = await get('/echo/1', {
      method: 'POST',
      body: new Blob([Buffer.from([200])], { type: 'image/png' }),
    });

    expect(await answer.json()).toMatchObject({ body: 'yA==', isBase64Encoded: true });
  });

  it('prefers the exact route to one with a variable', async () => {
    expect(await (await get('/echo/fixed')).json()).toMatchObject({ routeKey: 'GET /echo/fixed' });
  });

  it('answers with bytes, status and cookies', async () => {
    const answer = await get('/binary');

    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2; HttpOnly']);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from([0, 1, 255]));
  });

  it('answers anything without a status code as JSON', async () => {
    expect(await (await get('/plain')).json()).toEqual({ hello: 'world' });
  });

  it.each([
    { path: '/nothing/here', status: 404, message: 'Not Found' },
    { path: '/%E0%A4%A', status: 400, message: 'Bad Request' },
    { path: '/malformed', status: 500, message: 'Internal Server Error' },
    { path: '/unpermitted/route', status: 500, message: 'Internal Server Error' },
  ])('answers $status for $path', async ({ path, status, message }) => {
    const answer = await get(path);

    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ message });
  });

  it('says which function may not be called by which route', () => {
    expect(cloud.problems().find((line) => line.includes('/unpermitted/route'))).toContain(
      'fixture-listener permits no call from arn:aws:execute-api:us-east-1:000000000000:Http/$default/GET/unpermitted/route',
    );
  });

  it.each([
    { path: '/throw', logged: '"errorType":"TypeError","errorMessage":"on purpose"' },
    { path: '/exit', logged: 'exit code 3' },
    { path: '/crash', logged: 'out of nowhere' },
    { path: '/hang', logged: 'Task timed out after 2.00 seconds' },
  ])('answers 500 for $path and goes on', async ({ path, logged }) => {
    const answer = await get(path);

    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ message: 'Internal Server Error' });
    expect(cloud.logs('api').findLast((line) => line.startsWith('ERROR'))).toContain(logged);
    expect((await get('/plain')).status).toBe(200);
  });

  it('takes in 10 MB and refuses more', async () => {
    const answer = await get('/echo/1', { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });

    expect(answer.status).toBe(413);
  });

  it('answers a preflight from the origin the template allows', async () => {
    const origin = 'https://console.example';
    const answer = await get('/echo/1', { method: 'OPTIONS', headers: { origin } });

    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET');
  });

  it('names no other origin', async () => {
    const answer = await get('/plain', { headers: { origin: 'https://elsewhere.example' } });

    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('functions', () => {
  it('see the variables of the template and of Lambda, and nothing of this machine', async () => {
    const { environment, context } = await json(await get('/environment'));

    expect(environment).toMatchObject({
      CUSTOM: 'value',
      TABLE: 'fixture-table',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'fixture-api',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_ACCESS_KEY_ID: 'AKIALOCALFIXTUREAPI',
    });
    expect(environment._X_AMZN_TRACE_ID).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=/);
    expect(environment).not.toHaveProperty('HOME');
    expect(context).toMatchObject({ functionName: 'fixture-api', memoryLimitInMB: '256' });
  });

  it('are used again while warm', async () => {
    const first = await json(await get('/environment'));
    const second = await json(await get('/environment'));

    expect(second.invocations).toBe(first.invocations + 1);
  });

  it.each(['heap', 'buffers'])(
    'end when they take more memory than they have: %s',
    async (kind) => {
      expect(await cloud.invoke('hungry', { [kind]: 50 })).toEqual({ ok: true, payload: '50' });

      expect(await cloud.invoke('hungry', { [kind]: 200 })).toMatchObject({
        ok: false,
        unhandled: true,
        failure: {
          errorType: 'Runtime.OutOfMemory',
          errorMessage: 'Runtime exited with error: signal: killed',
        },
      });
      expect(await cloud.invoke('hungry', {})).toMatchObject({ ok: true });
    },
  );

  it('are refused above their reserved concurrency', async () => {
    const slow = { Records: [{ messageId: 'm', body: 'slow 300', attributes: {} }] };
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => cloud.invoke('worker', slow)));

    expect(outcomes.map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
  });

  it('write metrics as log lines', async () => {
    await get('/metric');

    const found = await until(() => cloud.metrics().find(({ name }) => name === 'done'));
    expect(found).toMatchObject({
      namespace: 'N',
      values: [2],
      dimensions: { service: 'fixture' },
    });
  });

  it('can be invoked through the API, with their failure in the answer', async () => {
    const answer = await lambda.send(
      new InvokeCommand({ FunctionName: 'fixture-failing', Payload: '{}' }),
    );

    expect(answer.FunctionError).toBe('Unhandled');
    expect(JSON.parse(Buffer.from(answer.Payload ?? []).toString())).toMatchObject({
      errorType: 'Error',
      errorMessage: 'on purpose',
    });
  });
});

describe('calls to AWS', () => {
  it('are counted by function, service and action', async () => {
    cloud.clearRequests();
    await get('/put?pk=ignored-1');

    expect(cloud.requests()).toContainEqual({
      principal: 'fixture-api',
      service: 'dynamodb',
      action: 'PutItem',
      count: 1,
    });
  });

  it('fail as a test says, as often as it says', async () => {
    cloud.faults.add({
      service: 'dynamodb',
      action: 'PutItem',
      principal: 'api',
      times: 1,
      error: { code: 'ValidationException' },
    });

    expect((await get('/put?pk=ignored-2')).status).toBe(500);
    expect((await get('/put?pk=ignored-2')).status).toBe(204);
  });

  it('can lose their answer after they took effect', async () => {
    const db = new DynamoDBClient({
      region: 'us-east-1',
      credentials: accountCredentials,
      endpoint: cloud.variables.AWS_ENDPOINT_URL_DYNAMODB,
      maxAttempts: 1,
    });
    const item = { pk: { S: 'ignored-3' }, sk: { S: 's' } };
    cloud.faults.add({
      ...{ service: 'dynamodb', action: 'PutItem', principal: 'local', times: 1 },
      ...{ error: 'connection-reset', afterEffect: true },
    });

    await expect(
      db.send(new PutItemCommand({ TableName: 'fixture-table', Item: item })),
    ).rejects.toThrow();

    const stored = await cloud.call('dynamodb', 'GetItem', {
      TableName: 'fixture-table',
      Key: item,
    });
    expect(stored).toEqual({ Item: item });
  });
});

describe('calls by a role that does not allow them', () => {
  /** As the function calls that signs with these. */
  const signedBy = (name: string, over: object = {}) => {
    const variables = cloud.variablesOf(name);
    return {
      region: 'us-east-1',
      endpoint: variables.AWS_ENDPOINT_URL_DYNAMODB,
      credentials: {
        accessKeyId: String(variables.AWS_ACCESS_KEY_ID),
        secretAccessKey: String(variables.AWS_SECRET_ACCESS_KEY),
        sessionToken: String(variables.AWS_SESSION_TOKEN),
      },
      ...over,
    };
  };
  const who = 'arn:aws:sts::000000000000:assumed-role/fixture-role/fixture-api';
  const refused = (action: string, resource: string) =>
    `User: ${who} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

  it('are refused as DynamoDB does', async () => {
    const db = new DynamoDBClient(signedBy('api'));
    const Key = { pk: { S: 'a' }, sk: { S: 'b' } };

    await expect(
      db.send(new GetItemCommand({ TableName: 'fixture-table', Key })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: refused(
        'dynamodb:GetItem',
        'arn:aws:dynamodb:us-east-1:000000000000:table/fixture-table',
      ),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('are refused as SQS does, also in batches', async () => {
    const sender = new SQSClient(
      signedBy('api', {
        endpoint: cloud.variables.AWS_ENDPOINT_URL_SQS,
        useQueueUrlAsEndpoint: false,
      }),
    );
    const Entries = [{ Id: '1', MessageBody: 'x', MessageGroupId: 'g' }];

    await expect(
      sender.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl('fixture-jobs.fifo'), Entries }),
      ),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: refused('sqs:sendmessage', queueArn('fixture-jobs.fifo')),
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('change nothing when one item of a transaction is refused', async () => {
    const db = new DynamoDBClient(signedBy('api'));
    const item = { pk: { S: 'ignored-transacted' }, sk: { S: 's' } };
    const TransactItems = [
      { Put: { TableName: 'fixture-table', Item: item } },
      { Delete: { TableName: 'fixture-table', Key: { pk: { S: 'x' }, sk: { S: 'y' } } } },
    ];

    await expect(db.send(new TransactWriteItemsCommand({ TransactItems }))).rejects.toThrow(
      'not authorized to perform: dynamodb:DeleteItem',
    );
    expect(
      await cloud.call('dynamodb', 'GetItem', { TableName: 'fixture-table', Key: item }),
    ).toEqual({});
  });

  it.each([
    { what: 'nobody', credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' } },
    {
      what: 'a function without its session',
      credentials: { accessKeyId: 'AKIALOCALFIXTUREAPI', secretAccessKey: 'x' },
    },
  ])('signed by $what are not recognised', async ({ credentials }) => {
    const db = new DynamoDBClient(signedBy('api', { credentials }));

    await expect(
      db.send(new GetItemCommand({ TableName: 'fixture-table', Key: {} })),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });
});

describe('a FIFO queue with a mapping', () => {
  const send = (body: string, group: string, id = randomUUID()) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl('fixture-jobs.fifo'),
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: id,
      }),
    );
  const count = (text: string) =>
    cloud.logs('worker').filter((line) => line.startsWith(text)).length;

  it('reaches the function within a moment, in the shape Lambda gives', async () => {
    await send('first', 'g-shape');
    await until(() => count('end first') === 1);
    const started = performance.now();
    await send('second', 'g-shape');
    await until(() => count('end second') === 1);

    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('keeps the order of a group while groups run side by side', async () => {
    await Promise.all([send('slow 200 a1', 'g-a'), send('slow 200 b1', 'g-b')]);
    await send('a2', 'g-a');

    await until(() => count('end a2') === 1);

    const lines = cloud.logs('worker');
    const at = (text: string) => lines.findIndex((line) => line.startsWith(text));
    expect(at('begin a2')).toBeGreaterThan(at('end slow 200 a1'));
    expect(at('begin slow 200 b1')).toBeLessThan(at('end slow 200 a1'));
  });

  it('deduplicates within a group, not across groups', async () => {
    const id = randomUUID();
    await send('once', 'g-1', id);
    await send('once', 'g-1', id);
    await send('once', 'g-2', id);
    await send('last', 'g-1');

    await until(() => count('end last') === 1 && count('end once') === 2);

    expect(count('begin once')).toBe(2);
  });

  it('does not give back a failed message before its visibility timeout ends', async () => {
    cloud.clearRequests();
    await send('fail 1', 'g-fail');
    await send('throw 1', 'g-throw');

    await until(() => count('begin fail 1') === 1 && count('begin throw 1') === 1);

    await send('behind', 'g-other');
    await until(() => count('end behind') === 1);
    expect(count('begin fail 1')).toBe(1);
    const actions = cloud.requests().map(({ action }) => action);
    expect(actions).not.toContain('ChangeMessageVisibility');
  });

  it('loses nothing when its function is killed in mid-flight', async () => {
    await send('slow 5000 killed', 'g-killed');
    await until(() => count('begin slow 5000 killed') === 1);

    expect(await cloud.killWorkers('worker')).toBeGreaterThan(0);

    const { Attributes } = (await cloud.call('sqs', 'GetQueueAttributes', {
      QueueUrl: queueUrl('fixture-jobs.fifo'),
      AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
    })) as { Attributes: Record<string, string> };
    expect(Number(Attributes.ApproximateNumberOfMessagesNotVisible)).toBeGreaterThan(0);
    expect(count('end slow 5000 killed')).toBe(0);
  });
});

describe('mappings made at run time', () => {
  const aQueue = async (VisibilityTimeout = '30') => {
    const name = `run-time-${randomUUID()}.fifo`;
    const Attributes = { FifoQueue: 'true', VisibilityTimeout };
    await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
    return name;
  };
  const map = (queue: string, over = {}) =>
    lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: queueArn(queue),
        FunctionName: 'fixture-listener',
        BatchSize: 10,
        ScalingConfig: { MaximumConcurrency: 2 },
        ...over,
      }),
    );
  const heard = (text: string) => cloud.logs('listener').some((line) => line.includes(text));
  const send = (queue: string, MessageBody: string) =>
    sqs.send(
      new SendMessageCommand({
        ...{ QueueUrl: queueUrl(queue), MessageBody },
        ...{ MessageGroupId: 'g', MessageDeduplicationId: randomUUID() },
      }),
    );

  it('deliver, pause and resume', async () => {
    const queue = await aQueue();
    const { UUID, State } = await map(queue);
    expect(State).toBe('Creating');
    await send(queue, `${queue}-1`);
    await until(() => heard(`${queue}-1`));

    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    await send(queue, `${queue}-2`);
    const paused = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    expect(paused).toMatchObject({ State: 'Disabled', BatchSize: 10 });
    expect(heard(`${queue}-2`)).toBe(false);

    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
    await until(() => heard(`${queue}-2`));
  });

  it('are listed by their queue, and gone when deleted', async () => {
    const queue = await aQueue();
    const { UUID } = await map(queue);
    const list = () =>
      lambda.send(new ListEventSourceMappingsCommand({ EventSourceArn: queueArn(queue) }));

    expect((await list()).EventSourceMappings).toMatchObject([{ UUID }]);
    await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    expect((await list()).EventSourceMappings).toEqual([]);
    await expect(lambda.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it.each([
    { over: { ScalingConfig: { MaximumConcurrency: 1 } }, name: 'InvalidParameterValueException' },
    { over: { BatchSize: 11 }, name: 'InvalidParameterValueException' },
    { over: { FunctionName: 'nobody' }, name: 'ResourceNotFoundException' },
    { over: { EventSourceArn: queueArn('none.fifo') }, name: 'InvalidParameterValueException' },
  ])('are refused with $name for $over', async ({ over, name }) => {
    await expect(map(await aQueue(), over)).rejects.toMatchObject({ name });
  });

  it('are refused for a queue that gives the function too little time', async () => {
    await expect(map(await aQueue('9'))).rejects.toThrow('less than Function timeout: 10 seconds');
  });

  it('are refused a second time for the same pair', async () => {
    const queue = await aQueue();
    await map(queue);

    await expect(map(queue)).rejects.toMatchObject({ name: 'ResourceConflictException' });
  });
});

describe('queues of a function that has no room for all of them', () => {
  const narrow = async () => {
    const name = `narrow-${randomUUID()}.fifo`;
    const Attributes = { FifoQueue: 'true', VisibilityTimeout: '30' };
    await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
    const { UUID } = await lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: queueArn(name),
        FunctionName: 'fixture-narrow',
        ScalingConfig: { MaximumConcurrency: 2 },
      }),
    );
    const send = (MessageBody: string) =>
      sqs.send(
        new SendMessageCommand({
          ...{ QueueUrl: queueUrl(name), MessageBody: `${MessageBody} ${name}` },
          ...{ MessageGroupId: MessageBody, MessageDeduplicationId: randomUUID() },
        }),
      );
    return { name, UUID, send };
  };
  const logged = (text: string) => cloud.logs('narrow').filter((line) => line.startsWith(text));
  /** Keeps the function's one environment at work. */
  const occupy = async (milliseconds: number) => {
    const record = { messageId: 'm', body: `slow ${milliseconds}`, attributes: {} };
    await until(() => cloud.invoke('narrow', { Records: [record] }).catch(() => false));
  };

  it('are all worked on with their first delivery, as soon as there is room', async () => {
    const queues = await Promise.all([1, 2, 3, 4].map(() => narrow()));
    await Promise.all(queues.map(({ send }) => send('slow 200')));

    await until(() => queues.every(({ name }) => logged(`end slow 200 ${name}`).length === 1));

    for (const { name } of queues)
      expect(logged(`begin slow 200 ${name}`)).toEqual([`begin slow 200 ${name} 1`]);
  });

  it('are given up with the visibility timeout, and received again', async () => {
    await occupy(1);
    const queue = await narrow();
    await cloud.call('sqs', 'SetQueueAttributes', {
      QueueUrl: queueUrl(queue.name),
      Attributes: { VisibilityTimeout: '1' },
    });
    const busy = occupy(3_000);
    await queue.send('late');

    await until(() => logged(`end late ${queue.name}`).length === 1);
    await busy;

    const [begin, ...others] = logged(`begin late ${queue.name}`);
    expect(others).toEqual([]);
    expect(Number(begin?.split(' ').at(-1))).toBeGreaterThan(1);
  });

  it('are left alone once their mapping is gone', async () => {
    const queue = await narrow();
    const busy = occupy(1_000);
    await queue.send('gone');
    await lambda.send(new DeleteEventSourceMappingCommand({ UUID: queue.UUID }));
    await busy;
    await occupy(300);

    expect(logged(`begin gone ${queue.name}`)).toEqual([]);
  });
});

describe('a call to a service', () => {
  it('that is refused says so by the code of AWS', async () => {
    const put = () =>
      cloud.call('dynamodb', 'PutItem', {
        TableName: 'fixture-table',
        Item: { pk: { S: 'refused' }, sk: { S: 's' } },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
    await put();

    await expect(put()).rejects.toMatchObject({ code: 'ConditionalCheckFailedException' });
  });
});

describe('a table stream with a mapping', () => {
  const records = () => cloud.logs('stream').filter((line) => line.startsWith('record '));
  const about = (pk: string) =>
    records()
      .map((line) => JSON.parse(line.slice('record '.length)))
      .filter(({ dynamodb }) => dynamodb.Keys.pk.S === pk);
  const put = (pk: string, expires_at?: number) =>
    cloud.call('dynamodb', 'PutItem', {
      TableName: 'fixture-table',
      Item: {
        ...{ pk: { S: pk }, sk: { S: 's' } },
        ...(expires_at === undefined ? {} : { expires_at: { N: String(expires_at) } }),
      },
    });
  const remove = (pk: string) =>
    cloud.call('dynamodb', 'DeleteItem', {
      TableName: 'fixture-table',
      Key: { pk: { S: pk }, sk: { S: 's' } },
    });
  const timeToLive = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

  it('delivers changes in the shape Lambda gives', async () => {
    await get('/put?pk=wanted');

    const record = await until(() => about('wanted')[0]);

    expect(record).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: 'arn:aws:dynamodb:us-east-1:000000000000:table/fixture-table/stream/local',
      dynamodb: {
        Keys: { pk: { S: 'wanted' }, sk: { S: 'item' } },
        NewImage: { pk: { S: 'wanted' } },
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
  });

  it('wakes the function for what the filter lets through only', async () => {
    await get('/put?pk=ignored-by-filter');
    await get('/put?pk=after-ignored');

    await until(() => about('after-ignored').length === 1);

    expect(about('ignored-by-filter')).toEqual([]);
  });

  it('halves a failing batch, sets the poison record aside and delivers its neighbours', async () => {
    await Promise.all(['n-1', 'poison-1', 'n-2', 'n-3'].map((pk) => put(pk)));

    const failure = await until(async () => {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl('fixture-failures') }),
      );
      return Messages?.map(({ Body = '' }) => JSON.parse(Body)).find(
        (body) => body.DDBStreamBatchInfo,
      );
    });
    expect(failure.DDBStreamBatchInfo).toMatchObject({ batchSize: 1 });
    await put('after-poison');
    await until(() => about('after-poison').length === 1);
    for (const pk of ['n-1', 'n-2', 'n-3']) expect(about(pk).length).toBeGreaterThan(0);
  });

  it('tells of items that expired', async () => {
    // Put before the first test, since DynamoDB Local looks every ten seconds.
    const removed = await until(() => about('expiring').find((one) => one.eventName === 'REMOVE'), {
      within: 25_000,
    });

    expect(removed.userIdentity).toEqual(timeToLive);
  });

  it('tells so also of an item that is missing in an index, and of no other removal', async () => {
    const now = Math.floor(Date.now() / 1000);
    await put('past', now - 60);
    await put('future', now + 60);
    await put('mistaken', now - 6 * 365 * 86_400);
    await put('removed', now - 60);
    await remove('removed');

    await cloud.expire();
    await put('past', now - 30);
    await remove('past');

    const identities = (pk: string) =>
      about(pk).flatMap(({ eventName, userIdentity }) =>
        eventName === 'REMOVE' ? [userIdentity] : [],
      );
    await until(() => identities('past').length === 2);
    expect(identities('past')).toEqual([timeToLive, undefined]);
    expect(identities('removed')).toEqual([undefined]);
    for (const pk of ['future', 'mistaken']) {
      expect(about(pk).map(({ eventName }) => eventName)).toEqual(['INSERT']);
    }
  });
});

describe('events', () => {
  const publish = async (Detail: string, over = {}) => {
    const client = new EventBridgeClient({
      ...{ region: 'us-east-1', credentials: accountCredentials },
      endpoint: cloud.variables.AWS_ENDPOINT_URL_EVENTBRIDGE,
    });
    const Entry = { EventBusName: 'fixture-bus', Source: 'fixture', DetailType: 'sized', Detail };
    return await client.send(new PutEventsCommand({ Entries: [{ ...Entry, ...over }] }));
  };

  it('are recorded, and reach the targets of the rules that match', async () => {
    await publish('{"size":5,"id":"small"}');
    await publish('{"size":6,"id":"large"}');

    await until(() => cloud.logs('listener').some((line) => line.includes('"large"')));

    expect(cloud.logs('listener').some((line) => line.includes('"small"'))).toBe(false);
    expect(cloud.events().map(({ detail }) => detail)).toEqual([
      { size: 5, id: 'small' },
      { size: 6, id: 'large' },
    ]);
  });

  it.each([
    { detail: 'no json', over: {}, code: 'MalformedDetail' },
    { detail: '{}', over: { Source: '' }, code: 'InvalidArgument' },
    { detail: '{}', over: { EventBusName: 'nowhere' }, code: 'ResourceNotFoundException' },
  ])('are refused with $code', async ({ detail, over, code }) => {
    const { FailedEntryCount, Entries } = await publish(detail, over);

    expect(FailedEntryCount).toBe(1);
    expect(Entries?.[0]?.ErrorCode).toBe(code);
  });

  it('of a schedule fire on demand, by schedule or function', async () => {
    const fired = () => cloud.logs('listener').filter((line) => line.includes('Scheduled Event'));
    const before = fired().length;

    await cloud.fire('nightly');
    await cloud.fire('fixture-listener');

    await until(() => fired().length === before + 2);
  });

  it('of a schedule tell when their function fails', async () => {
    await expect(cloud.fire('failing-schedule')).rejects.toThrow('on purpose');
  });

  it('nobody could handle are tried again, then sent to the failure destination', async () => {
    const tried = () => cloud.logs('failing').filter((line) => line === 'tried').length;
    const before = tried();
    await lambda.send(
      new InvokeCommand({
        ...{ FunctionName: 'fixture-failing', InvocationType: 'Event' },
        Payload: '{"lost":1}',
      }),
    );

    const failure = await until(async () => {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl('fixture-failures') }),
      );
      return Messages?.map(({ Body = '' }) => JSON.parse(Body)).find((body) => body.requestPayload);
    });
    expect(failure).toMatchObject({
      requestPayload: { lost: 1 },
      requestContext: { condition: 'RetriesExhausted' },
    });
    expect(tried()).toBe(before + 2);
  });
});
