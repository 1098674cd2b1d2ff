import { Aws } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { archiveBucketName } from '../names.ts';
import type { Stage } from '../settings.ts';
import type { SharedResources } from '../stage-resources.ts';
import { onItems, onQueue, onStream, onTable, queryIndexes } from './grants.ts';
import { partitions } from './partitions.ts';
import type { Permission } from './permission.ts';

const { tenants, registry, archives } = partitions;

/** Reads the log of attempts and its archive, adds to the archive what it lacks, and removes rows of the log that are past their time. */
export function keeperPermissions(shared: SharedResources, failures: IQueue): Permission[] {
  const { settings, tables } = shared;
  return [
    onItems(tables.channels, ['Query'], [registry]),
    // Of each target its channel.
    onItems(tables.channels, ['GetItem'], [tenants]),
    queryIndexes(tables.audit, 'by_target'),
    onTable(tables.audit, ['BatchGetItem', 'DeleteItem']),
    onItems(tables.meters, ['Query', 'PutItem'], [archives]),
    { actions: ['s3:ListBucket'], resources: [archiveArn(settings.stage)] },
    onArchive(settings.stage, ['GetObject', 'PutObject']),
    onQueue(failures, ['SendMessage']),
  ];
}

/** Adds to the archive rows that the stream shows dying, but for those that a look has found. */
export function archiverPermissions(shared: SharedResources, failures: IQueue): Permission[] {
  const { settings, tables } = shared;
  return [
    ...onStream(tables.audit),
    onItems(tables.channels, ['GetItem'], [tenants]),
    onItems(tables.meters, ['GetItem'], [archives]),
    onArchive(settings.stage, ['PutObject']),
    onQueue(failures, ['SendMessage']),
  ];
}

function onArchive(stage: Stage, actions: readonly string[]): Permission {
  return {
    actions: actions.map((action) => `s3:${action}`),
    resources: [`${archiveArn(stage)}/audit/*`],
    patternReason: 'Objects of the archive are named after orgs, days and what is in them.',
  };
}

function archiveArn(stage: Stage): string {
  return `arn:${Aws.PARTITION}:s3:::${archiveBucketName(stage)}`;
}
