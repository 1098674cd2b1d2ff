import { Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { namePrefix } from '../names.ts';
import type { Stage } from '../settings.ts';
import type { OwnMetrics } from './own-metrics.ts';
import type { ResourceMetrics } from './resource-metrics.ts';

export interface OperationsDashboardProps {
  readonly stage: Stage;
  readonly own: OwnMetrics;
  readonly resources: ResourceMetrics;
}

/** How a stage is doing, on one page of CloudWatch. */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, { stage, own, resources }: OperationsDashboardProps) {
    super(scope, id);
    const latencies = [...own.latencies('p50'), ...own.latencies('p95')];
    const troubles = [...resources.workers('Errors'), ...resources.workers('Throttles')];
    new Dashboard(this, 'Dashboard', {
      dashboardName: namePrefix(stage),
      widgets: [
        [
          graph('Jobs that ended', own.jobs()),
          graph('From the asking to the end (ms)', latencies),
          graph('Calls by status', own.requests()),
        ],
        [
          graph('Refused with 429', own.limited()),
          graph('Jobs in the queues of targets', own.depths()),
          graph('Age of the oldest replay', [resources.oldestReplay()]),
        ],
        [
          graph('Workers: errors and throttles', troubles),
          graph('Workers: duration (ms)', resources.workers('Duration')),
          graph('Behind their streams (ms)', resources.behind()),
        ],
        [
          graph('Set aside', resources.setAside()),
          graph('Tables: throttles', resources.tableThrottles()),
        ],
      ],
    });
  }
}

function graph(title: string, left: readonly IMetric[]): GraphWidget {
  return new GraphWidget({ title, left: [...left], width: 8, height: 6 });
}
