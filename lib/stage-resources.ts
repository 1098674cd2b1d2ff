import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  namePrefix,
  queueArnPrefix,
  queueUrlPrefix,
  secretNamePrefix,
  workerNames,
} from './names.ts';
import type { StageSettings } from './settings.ts';

/** What several functions work on. */
export interface SharedResources {
  readonly settings: StageSettings;
  readonly tables: {
    readonly channels: ITable;
    readonly audit: ITable;
    readonly meters: ITable;
    readonly inbound: ITable;
  };
  readonly bus: IEventBus;
  readonly queues: { readonly priority: IQueue; readonly deadLetters: IQueue };
}

/** The variables that `adapters/config/env.ts` reads; AWS_REGION comes from Lambda. */
export function sharedEnvironment(shared: SharedResources): Record<string, string> {
  const { settings, tables, bus, queues } = shared;
  return {
    CHANNELS_TABLE: tables.channels.tableName,
    AUDIT_TABLE: tables.audit.tableName,
    METERS_TABLE: tables.meters.tableName,
    INBOUND_TABLE: tables.inbound.tableName,
    EVENT_BUS_NAME: bus.eventBusName,
    QUEUE_NAME_PREFIX: `${namePrefix(settings.stage)}-`,
    QUEUE_URL_PREFIX: queueUrlPrefix(settings.stage),
    QUEUE_ARN_PREFIX: queueArnPrefix(settings.stage),
    PRIORITY_QUEUE_URL: queues.priority.queueUrl,
    DEAD_LETTER_QUEUE_URL: queues.deadLetters.queueUrl,
    DEAD_LETTER_QUEUE_ARN: queues.deadLetters.queueArn,
    SECRET_NAME_PREFIX: secretNamePrefix(settings.stage),
    WORKER_FUNCTION_NAMES: workerNames(settings.stage, settings.workerShards).join(','),
    ALLOW_PRIVATE_BASE_URLS: String(settings.allowPrivateBaseUrls),
    ANNOUNCE_SYNCED: String(settings.announceSynced),
  };
}
