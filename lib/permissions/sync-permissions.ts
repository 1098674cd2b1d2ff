import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { SharedResources } from '../stage-resources.ts';
import {
  onItems,
  onQueue,
  onStream,
  onTable,
  onTargetQueues,
  onTargetSecrets,
  onWebhookSecrets,
  onWorkerMappings,
  publishTo,
  queryIndexes,
} from './grants.ts';
import { partitions } from './partitions.ts';
import type { Permission } from './permission.ts';

const { tenants, registry, windows, references, deliveries, outbox, watch, webhooks } = partitions;

/** Of a channel that gives tokens out for a while, the newest is kept beside the credentials. */
export const keepTokens = ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'];

export const consume = [
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
];

/** Turns changes into jobs: reads the stream, finds a unit's listings, sends. */
export function dispatcherPermissions(shared: SharedResources, failures: IQueue): Permission[] {
  const { settings, tables, queues } = shared;
  return [
    ...onStream(tables.channels),
    onItems(tables.channels, ['Query', 'GetItem', 'UpdateItem'], [tenants]),
    onTargetQueues(settings.stage, ['SendMessage']),
    onQueue(queues.priority, ['SendMessage']),
    onQueue(failures, ['SendMessage']),
  ];
}

/** Calls channels: the only one that both reads secrets and drains queues. */
export function workerPermissions(shared: SharedResources): Permission[] {
  const { settings, tables, bus, queues } = shared;
  return [
    onItems(
      tables.channels,
      ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      [tenants],
    ),
    // A row is written once, when it closes.
    onTable(tables.audit, ['PutItem']),
    onItems(tables.meters, ['GetItem', 'PutItem'], [references]),
    onItems(tables.meters, ['PutItem', 'UpdateItem'], [windows]),
    onItems(tables.meters, ['UpdateItem'], [deliveries]),
    // What is counted, and what channels were told of nights.
    onItems(tables.meters, ['Query', 'PutItem', 'UpdateItem'], [tenants]),
    onWatch(shared),
    onTargetSecrets(settings.stage, keepTokens),
    onTargetQueues(settings.stage, consume),
    onQueue(queues.priority, consume),
    // What breaks it again and again.
    onQueue(queues.deadLetters, ['SendMessage']),
    publishTo(bus),
  ];
}

/** Counts the attempts that come to the audit: reads the rows as the stream brings them, and nothing of the table itself. */
export function counterPermissions(shared: SharedResources, failures: IQueue): Permission[] {
  return [
    ...onStream(shared.tables.audit),
    onItems(shared.tables.meters, ['UpdateItem'], [tenants]),
    onWatch(shared),
    onQueue(failures, ['SendMessage']),
  ];
}

/** Finds listings that wait without a live job, by the clock and when the stream tells that a target may be called again. */
export function sweeperPermissions(shared: SharedResources, failures: IQueue): Permission[] {
  const { settings, tables, queues } = shared;
  return [
    ...onStream(tables.channels),
    queryIndexes(tables.channels, 'due'),
    onItems(tables.channels, ['GetItem', 'UpdateItem'], [tenants]),
    onWatch(shared),
    onTargetQueues(settings.stage, ['SendMessage', 'GetQueueAttributes']),
    onQueue(queues.priority, ['SendMessage']),
    onQueue(failures, ['SendMessage']),
  ];
}

/** Finds listings that are behind without a job's being on its way; the sweeper makes the jobs. */
export function reconcilerPermissions(shared: SharedResources, failures: IQueue): Permission[] {
  return [
    onItems(
      shared.tables.channels,
      ['Query', 'GetItem', 'BatchGetItem', 'UpdateItem'],
      [tenants, registry],
    ),
    onWatch(shared),
    onQueue(failures, ['SendMessage']),
  ];
}

/** Makes one harmless call per target, in its turn, and notes how it went and how the target is doing; puts back what should drain its queue; removes and archives what deleted targets have left. */
export function healthCheckPermissions(shared: SharedResources, failures: IQueue): Permission[] {
  const { settings, tables, bus } = shared;
  return [
    onItems(
      tables.channels,
      ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
      [tenants, registry],
    ),
    onItems(tables.meters, ['PutItem', 'UpdateItem'], [windows]),
    onItems(tables.meters, ['UpdateItem'], [tenants]),
    onWatch(shared),
    onTargetSecrets(settings.stage, [...keepTokens, 'DeleteSecret']),
    // How many jobs wait in it is kept with how its target is doing.
    onTargetQueues(settings.stage, ['DeleteQueue', 'GetQueueAttributes']),
    // One that was switched off is switched on again.
    ...onWorkerMappings(settings, ['UpdateEventSourceMapping']),
    publishTo(bus),
    onQueue(failures, ['SendMessage']),
  ];
}

/** Looks at the targets that are watched, keeps their alerts and tells of them. */
export function alertPermissions(shared: SharedResources, failures: IQueue): Permission[] {
  const { tables, bus } = shared;
  return [
    // The alerts of a tenant lie in a partition of their own.
    onItems(
      tables.channels,
      ['Query', 'GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem'],
      [tenants],
    ),
    onItems(tables.channels, ['Query', 'PutItem', 'DeleteItem'], [outbox]),
    onItems(tables.channels, ['Query', 'UpdateItem', 'DeleteItem'], [watch]),
    onItems(tables.meters, ['Query'], [tenants]),
    publishTo(bus),
    onQueue(failures, ['SendMessage']),
  ];
}

/** Calls the receivers of tenants: finds them and what their messages are signed by, and reads nothing else of a tenant. */
export function webhookPermissions({ settings, tables }: SharedResources, queue: IQueue) {
  return [
    onItems(tables.channels, ['UpdateItem'], [webhooks]),
    onWebhookSecrets(settings.stage, ['GetSecretValue']),
    onQueue(queue, consume),
  ];
}

/** Having a target looked at for alerts. */
export function onWatch({ tables }: SharedResources): Permission {
  return onItems(tables.channels, ['UpdateItem'], [watch]);
}
