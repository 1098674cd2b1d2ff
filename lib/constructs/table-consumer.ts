import { Duration } from 'aws-cdk-lib';
import {
  type EventSourceMappingOptions,
  type IFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FailureQueue } from './failure-queue.ts';
import { ImpactAlarm } from './impact-alarm.ts';

/** How a table's stream is read by a function that must not miss a record. */
export function withoutLoss({ destination }: FailureQueue) {
  return {
    // Not LATEST, which would skip what is written while the mapping is being made.
    startingPosition: StartingPosition.TRIM_HORIZON,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    // As often as it takes: nothing but its age ends a record.
    maxRecordAge: Duration.hours(12),
    onFailure: destination,
  } satisfies EventSourceMappingOptions;
}

/** Tells when a function is so far behind its stream. */
export function lateAlarm(
  scope: Construct,
  reader: IFunction,
  { after, impact }: { readonly after: Duration; readonly impact: string },
): ImpactAlarm {
  return new ImpactAlarm(scope, 'LateAlarm', {
    metric: reader.metric('IteratorAge', { statistic: 'max', period: Duration.minutes(1) }),
    above: after.toMilliseconds(),
    periods: 3,
    impact,
  });
}
