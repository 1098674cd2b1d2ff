import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { archiveBucketName, namePrefix } from '../names.ts';
import { keeperPermissions } from '../permissions/archive-permissions.ts';
import type { StageSettings } from '../settings.ts';
import { DyingRows } from './dying-rows.ts';
import { FailureQueue } from './failure-queue.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { ScheduledFunction } from './scheduled-function.ts';
import type { SystemProps } from './system-function.ts';

/** Archives the audit of each day when it is over, compares the two for as long as there are two, and archives what dies unseen. */
export class AuditKeeper extends Construct {
  readonly alarms: readonly ImpactAlarm[];

  constructor(scope: Construct, id: string, props: SystemProps) {
    super(scope, id);
    const { settings } = props.shared;
    const failures = new FailureQueue(this, 'Failures', {
      queueName: `${namePrefix(settings.stage)}-archive-failures`,
      impact:
        'A round of audit-keeper failed twice: nothing was archived in that hour, for any tenant; rows are in the table for 90 days. Or audit-archiver has given up rows that died, which are lost unless they were archived before. The message names the function.',
    });
    new ScheduledFunction(this, 'Keeper', {
      ...props,
      name: 'audit-keeper',
      description:
        'Archives the audit, compares it with its archive, and removes what is past its time.',
      every: settings.archiveEvery,
      timeout: Duration.minutes(15),
      memoryMb: 1024,
      environment: { ARCHIVE_BUCKET: archiveBucketName(settings.stage) },
      permissions: keeperPermissions(props.shared, failures.queue),
      failures: failures.queue,
    });
    const deaths = new DyingRows(this, 'Deaths', { ...props, failures });
    this.alarms = [failures.alarm, deaths.alarm, ...this.countedAlarms(settings)];
  }

  private countedAlarms({ stage, archiveEvery }: StageSettings): ImpactAlarm[] {
    const counted = (metricName: string) =>
      new Metric({
        namespace: 'TvlChannels',
        metricName,
        dimensionsMap: { service: 'tvl-channels', stage },
        statistic: 'max',
        period: archiveEvery,
      });
    return [
      new ImpactAlarm(this, 'DifferenceAlarm', {
        metric: counted('ArchiveDifferences'),
        impact:
          'The log of a day and its archive were not the same where they should have been. What the archive lacked it has by now; what left the log early is in the archive. See archive-differs in the log of audit-keeper for whose and how many.',
      }),
      new ImpactAlarm(this, 'FailedAlarm', {
        metric: counted('ArchiveOrgsFailed'),
        periods: 3,
        impact:
          'The audit of some org has not been archived for three hours. Its rows are in the table for 90 days; see archive-failed in the log of audit-keeper.',
      }),
    ];
  }
}
