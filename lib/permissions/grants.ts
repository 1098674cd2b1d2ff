import { Aws } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  functionArn,
  loginSecretPattern,
  queueArnPrefix,
  secretArnPattern,
  tracesSecretPattern,
  webhookSecretPattern,
  workerNames,
} from '../names.ts';
import type { Stage, StageSettings } from '../settings.ts';
import type { Permission } from './permission.ts';

/** Fits the ids of targets, and so none of the queues that all targets share. */
const anyUuid = [8, 4, 4, 4, 12].map((length) => '?'.repeat(length)).join('-');

/** `actions` without the service's name. */
export function onTable(table: ITable, actions: readonly string[]): Permission {
  return {
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table.tableArn],
  };
}

/** Items of a table whose partition keys are like one of `partitions`. Only for actions that name the keys of their items. */
export function onItems(
  table: ITable,
  actions: readonly string[],
  partitions: readonly string[],
): Permission {
  return {
    ...onTable(table, actions),
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
  };
}

/** Asking these indexes of a table, and not the table. */
export function queryIndexes(table: ITable, ...indexes: readonly string[]): Permission {
  return {
    actions: ['dynamodb:Query'],
    resources: indexes.map((index) => `${table.tableArn}/index/${index}`),
  };
}

/** Reading the stream of a table. */
export function onStream({ tableStreamArn }: ITable): Permission[] {
  return [
    {
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [tableStreamArn ?? ''],
    },
    {
      actions: ['dynamodb:ListStreams'],
      resources: ['*'],
      patternReason:
        'Listing takes no resource: named on one, it is not allowed at all, and Lambda asks for it.',
    },
  ];
}

export function onQueue(queue: IQueue, actions: readonly string[]): Permission {
  return { actions: actions.map((action) => `sqs:${action}`), resources: [queue.queueArn] };
}

/** The queues of targets, which do not exist when the stack is made. */
export function onTargetQueues(stage: Stage, actions: readonly string[]): Permission {
  return {
    actions: actions.map((action) => `sqs:${action}`),
    resources: [`${queueArnPrefix(stage)}${anyUuid}.fifo`],
    patternReason:
      'Each target has a queue, made at run time and named after the id of the target.',
  };
}

/** The queue of what came in, by its name: who sends to it is made before it. */
export function sendInbound(stage: Stage): Permission {
  return {
    actions: ['sqs:SendMessage'],
    resources: [`${queueArnPrefix(stage)}inbound.fifo`],
  };
}

/** The secrets of targets, which do not exist when the stack is made. */
export function onTargetSecrets(stage: Stage, actions: readonly string[]): Permission {
  return {
    actions: actions.map((action) => `secretsmanager:${action}`),
    resources: [secretArnPattern(stage)],
    patternReason: 'Each target has a secret, made at run time under this prefix of the stage.',
  };
}

/** The secrets that alerts are signed by, of all tenants. */
export function onWebhookSecrets(stage: Stage, actions: readonly string[]): Permission {
  return {
    actions: actions.map((action) => `secretsmanager:${action}`),
    resources: [webhookSecretPattern(stage)],
    patternReason: 'Each webhook has a secret, made at run time under this prefix of the stage.',
  };
}

export function onLoginSecret(stage: Stage): Permission {
  return readSecret(loginSecretPattern(stage));
}

export function onTracesSecret(stage: Stage): Permission {
  return readSecret(tracesSecretPattern(stage));
}

function readSecret(pattern: string): Permission {
  return {
    actions: ['secretsmanager:GetSecretValue'],
    resources: [pattern],
    patternReason: 'People make this secret, and Secrets Manager ends its ARN with six characters.',
  };
}

/** Making and removing what feeds a target's queue to a worker of this stage, to no other function, and `further` actions on it. */
export function onWorkerMappings(
  settings: StageSettings,
  further: readonly string[] = [],
): Permission[] {
  return [
    {
      actions: ['lambda:CreateEventSourceMapping'],
      resources: ['*'],
      conditions: onlyWorkers(settings),
      patternReason:
        'A mapping has no name before it exists, so this action takes no resource. The condition names the workers.',
    },
    ...onExistingMappings(settings, ['DeleteEventSourceMapping', ...further]),
  ];
}

function onExistingMappings(settings: StageSettings, actions: readonly string[]): Permission[] {
  return [
    {
      actions: actions.map((action) => `lambda:${action}`),
      resources: [
        `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:event-source-mapping:*`,
      ],
      conditions: onlyWorkers(settings),
      patternReason:
        'Lambda chooses the ids of mappings. The condition allows those of the workers only.',
    },
    {
      actions: ['lambda:ListEventSourceMappings'],
      resources: ['*'],
      patternReason:
        'Listing takes neither resource nor condition. It finds the mapping of a queue when the answer to its making was lost.',
    },
  ];
}

function onlyWorkers({ stage, workerShards }: StageSettings) {
  return {
    ArnEquals: { 'lambda:FunctionArn': workerNames(stage, workerShards).map(functionArn) },
  };
}

export function publishTo(bus: IEventBus): Permission {
  return { actions: ['events:PutEvents'], resources: [bus.eventBusArn] };
}
