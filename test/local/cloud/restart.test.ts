import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  CreateEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCloud } from '../../../local/cloud/cloud.ts';
import type { Cloud } from '../../../local/cloud/cloud-options.ts';
import { accountCredentials } from '../../../local/cloud/iam/session.ts';
import { bundleInto, writeAssembly } from './fixture/assembly.ts';
import { appStack, dataStack } from './fixture/template.ts';
import { until } from './fixture/until.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'cloud-data-'));
const queue = 'made-at-run-time.fifo';
const QueueUrl = `https://sqs.us-east-1.amazonaws.com/000000000000/${queue}`;
const common = {
  region: 'us-east-1',
  credentials: accountCredentials,
};
let assemblyDir: string;
let child: ChildProcess;
let cloud: Cloud | undefined;

/** DynamoDB Local processes that work on our data folder. */
const databases = () =>
  spawnSync('pgrep', ['-f', `DynamoDBLocal.jar.*${dataDir}`], { encoding: 'utf8' }).stdout.trim();

async function startChild(): Promise<Cloud['variables']> {
  const script = join(import.meta.dirname, 'fixture', 'run-cloud.ts');
  child = spawn(process.execPath, [script, assemblyDir, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  return JSON.parse(line).variables;
}

beforeAll(async () => {
  assemblyDir = writeAssembly({ data: dataStack, app: appStack });
  bundleInto(assemblyDir);
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await cloud?.stop();
});

it('a cloud that was killed goes on where it stopped, and its database dies with it', async () => {
  const variables = await startChild();
  const sqs = new SQSClient({
    ...{ ...common, endpoint: variables.AWS_ENDPOINT_URL_SQS, useQueueUrlAsEndpoint: false },
  });
  const lambda = new LambdaClient({ ...common, endpoint: variables.AWS_ENDPOINT_URL_LAMBDA });
  const secrets = new SecretsManagerClient({
    ...{ ...common, endpoint: variables.AWS_ENDPOINT_URL_SECRETS_MANAGER },
  });
  const Attributes = { FifoQueue: 'true' };
  await sqs.send(new CreateQueueCommand({ QueueName: queue, Attributes }));
  await lambda.send(
    new CreateEventSourceMappingCommand({
      EventSourceArn: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
      FunctionName: 'fixture-worker',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    }),
  );
  await secrets.send(new CreateSecretCommand({ Name: 'kept', SecretString: 'value' }));
  for (const MessageBody of ['slow 1500 first', 'second']) {
    await sqs.send(
      new SendMessageCommand({
        ...{ QueueUrl, MessageBody, MessageGroupId: 'g', MessageDeduplicationId: MessageBody },
      }),
    );
  }
  expect(databases()).not.toBe('');

  child.kill('SIGKILL');
  await until(() => databases() === '');

  cloud = await startCloud({ assemblyDir, dataDir, port: 0, schedules: false });
  const revived = cloud;
  const ended = () => revived.logs('worker').filter((line) => line.startsWith('end '));
  await until(() => ended().length === 2);
  expect(ended()).toEqual(['end slow 1500 first', 'end second']);
  const { EventSourceMappings = [] } = await new LambdaClient({
    ...{ ...common, endpoint: revived.variables.AWS_ENDPOINT_URL_LAMBDA },
  }).send(new ListEventSourceMappingsCommand({ FunctionName: 'fixture-worker' }));
  expect(EventSourceMappings).toHaveLength(2);
  const secret = await revived.call('secretsmanager', 'GetSecretValue', { SecretId: 'kept' });
  expect(secret).toMatchObject({ SecretString: 'value' });
});

it('records of a stream that nobody handled are delivered after a restart', async () => {
  const before = cloud;
  if (before === undefined) throw new Error('the first test did not start a cloud');
  const put = (pk: string) =>
    before.call('dynamodb', 'PutItem', {
      TableName: 'fixture-table',
      Item: { pk: { S: pk }, sk: { S: 's' } },
    });
  const seen = (of: Cloud, pk: string) =>
    of.logs('stream').filter((line) => line.includes(`"S":"${pk}"`)).length;
  await put('handled');
  await until(() => seen(before, 'handled') > 0);
  await until(() => before.logs('stream').at(-1)?.startsWith('REPORT'));
  await put('late');
  await before.stop(0);

  cloud = await startCloud({ assemblyDir, dataDir, port: 0, schedules: false });

  const after = cloud;
  await until(() => seen(before, 'late') + seen(after, 'late') > 0);
  expect(seen(after, 'handled')).toBe(0);
});

it('a stopped cloud leaves no database behind', async () => {
  await cloud?.stop();
  cloud = undefined;

  expect(databases()).toBe('');
});
