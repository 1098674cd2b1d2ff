import { Duration } from 'aws-cdk-lib';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type IFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { SharedResources } from '../stage-resources.ts';

export interface ResumedTargetsProps {
  readonly shared: SharedResources;
  /** Brings back whatever is due. */
  readonly sweeper: IFunction;
}

/** A target that may be called again, by the change of its row, starts a sweep: what has waited for it need not wait for the clock. */
export class ResumedTargets extends Construct {
  constructor(scope: Construct, id: string, { shared, sweeper }: ResumedTargetsProps) {
    super(scope, id);
    new EventSourceMapping(this, 'Stream', {
      target: sweeper,
      eventSourceArn: shared.tables.channels.tableStreamArn,
      startingPosition: StartingPosition.LATEST,
      // One sweep is for all targets: many that are resumed together need no more than one.
      batchSize: 100,
      // What is missed here, the next sweep by the clock finds.
      retryAttempts: 1,
      maxRecordAge: Duration.minutes(1),
      filters: [resumed, unblocked],
    });
  }
}

const ofTarget = { sk: { S: FilterRule.beginsWith('TARGET#') } };

const resumed = FilterCriteria.filter({
  dynamodb: {
    Keys: ofTarget,
    OldImage: { is_active: { BOOL: FilterRule.isEqual(false) } },
    NewImage: { is_active: { BOOL: FilterRule.isEqual(true) } },
  },
});

/** Before its block was over: at that moment nothing is written, and nothing waits for longer than it has to. */
const unblocked = FilterCriteria.filter({
  dynamodb: {
    Keys: ofTarget,
    OldImage: { blocked_until: { S: FilterRule.exists() } },
    NewImage: { blocked_until: { NULL: FilterRule.isEqual(true) } },
  },
});
