import { Aws } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  functionArn,
  queueArnPrefix,
  type StreamedTable,
  secretArnPattern,
  streamPattern,
  workerNames,
} from '../names.ts';
import type { Stage, StageSettings } from '../settings.ts';
import type { SharedResources } from '../stage-resources.ts';
import type { Permission } from './permission.ts';

/** Fits the ids of targets, and so none of the queues that all targets share. */
const anyUuid = [8, 4, 4, 4, 12].map((length) => '?'.repeat(length)).join('-');

/** `actions` without the service's name, on the table and on the indexes named. */
export function onTable(
  table: ITable,
  actions: readonly string[],
  indexes: readonly string[] = [],
): Permission {
  return {
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table.tableArn, ...indexes.map((index) => `${table.tableArn}/index/${index}`)],
  };
}

/** Reading the stream of a table. */
export function onStream(
  { settings, tables }: SharedResources,
  table: StreamedTable,
): Permission[] {
  return [
    {
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [tables[table].tableStreamArn ?? ''],
    },
    {
      actions: ['dynamodb:ListStreams'],
      resources: [streamPattern(settings.stage, table)],
      patternReason: 'Listing is what finds the name; it is held to the streams of this one table.',
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

/** The secrets of targets, which do not exist when the stack is made. */
export function onTargetSecrets(stage: Stage, actions: readonly string[]): Permission {
  return {
    actions: actions.map((action) => `secretsmanager:${action}`),
    resources: [secretArnPattern(stage)],
    patternReason: 'Each target has a secret, made at run time under this prefix of the stage.',
  };
}

/** Making, switching on and removing what feeds a target's queue to a worker of this stage; to no other function. */
export function onWorkerMappings(settings: StageSettings): Permission[] {
  return [
    {
      actions: ['lambda:CreateEventSourceMapping'],
      resources: ['*'],
      conditions: onlyWorkers(settings),
      patternReason:
        'A mapping has no name before it exists, so this action takes no resource. The condition names the workers.',
    },
    ...onExistingMappings(settings, ['UpdateEventSourceMapping', 'DeleteEventSourceMapping']),
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
