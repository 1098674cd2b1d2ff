import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { archiveBucketName } from '../names.ts';
import { archiverPermissions } from '../permissions/archive-permissions.ts';
import type { FailureQueue } from './failure-queue.ts';
import type { ImpactAlarm } from './impact-alarm.ts';
import { SystemFunction, type SystemProps } from './system-function.ts';
import { lateAlarm, withoutLoss } from './table-consumer.ts';

export interface DyingRowsProps extends SystemProps {
  readonly failures: FailureQueue;
}

/** Rows of the audit that die of their age, taken from the table's stream, are archived unless they were before. */
export class DyingRows extends Construct {
  readonly alarm: ImpactAlarm;

  constructor(scope: Construct, id: string, { failures, ...props }: DyingRowsProps) {
    super(scope, id);
    const { settings, tables } = props.shared;
    const archiver = new SystemFunction(this, 'Archiver', {
      ...props,
      name: 'audit-archiver',
      description: 'Archives what dies of its age before it was archived.',
      timeout: Duration.seconds(60),
      environment: { ARCHIVE_BUCKET: archiveBucketName(settings.stage) },
      permissions: archiverPermissions(props.shared, failures.queue),
    });
    new EventSourceMapping(this, 'Stream', {
      target: archiver.lambda,
      eventSourceArn: tables.audit.tableStreamArn,
      ...withoutLoss(failures),
      // For as long as the stream has them: nothing else has by then.
      maxRecordAge: undefined,
      batchSize: 1_000,
      maxBatchingWindow: settings.deathsGathered,
      filters: [removedForItsAge],
    });
    this.alarm = lateAlarm(this, archiver.lambda, {
      after: Duration.hours(1),
      impact:
        'Rows of the audit that died an hour ago have not been looked at. Those that were not archived before are lost when they are a day behind. See the log, errors and throttles of audit-archiver.',
    });
  }
}

/** Not what the keeper removes, which is archived. */
const removedForItsAge = FilterCriteria.filter({
  userIdentity: {
    type: FilterRule.isEqual('Service'),
    principalId: FilterRule.isEqual('dynamodb.amazonaws.com'),
  },
});
