import { inParallel } from '../common/in-parallel.ts';
import type { Tenant } from '../common/tenant.ts';
import { operationSchema } from '../listings/outbound-audit.ts';
import type { JobEnding } from '../sync/sync-deps.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { TargetStore } from '../targets/target-store.ts';
import type { MetricFamily, MetricSample } from './metric-family.ts';
import {
  jobsTotal,
  latenciesTotal,
  latencyBoundsMs,
  latencySum,
  limitedTotal,
  statusOf,
  type Totals,
} from './totals.ts';

/** The totals of a tenant's targets by their ids, of those that are deleted as well; never less than the last time. */
export interface TotalsOfTargets {
  ofTenant(tenant: Tenant): Promise<ReadonlyMap<string, Totals>>;
}

export interface MetricsDeps {
  readonly targets: Pick<TargetStore, 'list'>;
  readonly totals: TotalsOfTargets;
  /** Jobs in a target's queue; 0 without a queue. */
  readonly queueDepth: (targetId: string) => Promise<number>;
}

/** A target with what there is to tell of it. */
interface Measured {
  readonly target: StoredTarget;
  readonly totals: Totals;
  readonly queue_depth: number;
}

const states = ['success', 'failed', 'skipped'] as const satisfies JobEnding['state'][];
const targetsOfPage = 100;
const queuesAtOnce = 16;

/**
 * What is told of a tenant's targets to Prometheus. Every series of a target is there from the beginning, with 0, so that the first
 * failure is an increase. Those of a deleted target are gone; only the requests, which are told of all targets together, keep what it
 * had, since the sum would fall.
 */
export async function readMetrics(tenant: Tenant, deps: MetricsDeps): Promise<MetricFamily[]> {
  const [targets, totals] = await Promise.all([
    allTargets(tenant, deps.targets),
    deps.totals.ofTenant(tenant),
  ]);
  const measured = await inParallel(targets, queuesAtOnce, async (target) => ({
    target,
    totals: totals.get(target.id) ?? new Map(),
    queue_depth: await deps.queueDepth(target.id),
  }));

  return [...countersOf(measured), requestsOf([...totals.values()]), ...gaugesOf(measured)];
}

async function allTargets(
  tenant: Tenant,
  targets: MetricsDeps['targets'],
): Promise<StoredTarget[]> {
  const all: StoredTarget[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await targets.list(tenant, { limit: targetsOfPage, cursor });
    all.push(...page.items);
    cursor = page.next_cursor;
  }

  return all;
}

function countersOf(measured: readonly Measured[]): MetricFamily[] {
  return [
    {
      name: 'tvl_sync_jobs_total',
      type: 'counter',
      help: 'Jobs that ended, by what was to be done and how it went; one that was skipped made no call.',
      samples: measured.flatMap(jobsOf),
    },
    {
      name: 'tvl_sync_latency_ms',
      type: 'histogram',
      help: 'Milliseconds from the asking for a sync to the end of its last call.',
      samples: measured.flatMap(latenciesOf),
    },
    {
      name: 'tvl_rate_limited_total',
      type: 'counter',
      help: 'Calls that the channel answered with 429, reads included.',
      samples: measured.map(({ target, totals }) => ({
        labels: { target: target.id },
        value: totals.get(limitedTotal) ?? 0,
      })),
    },
  ];
}

function jobsOf({ target, totals }: Measured): MetricSample[] {
  return operationSchema.options.flatMap((action) =>
    states.map((state) => ({
      labels: { action, state, target: target.id },
      value: totals.get(jobsTotal(action, state)) ?? 0,
    })),
  );
}

function latenciesOf({ target, totals }: Measured): MetricSample[] {
  const labels = { target: target.id };
  let count = 0;
  const buckets = [...latencyBoundsMs, Number.POSITIVE_INFINITY].map((bound) => {
    count += totals.get(latenciesTotal(bound)) ?? 0;
    const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound);

    return { suffix: '_bucket', labels: { ...labels, le }, value: count } as const;
  });

  return [
    ...buckets,
    { suffix: '_sum', labels, value: totals.get(latencySum) ?? 0 },
    { suffix: '_count', labels, value: count },
  ];
}

function requestsOf(all: readonly Totals[]): MetricFamily {
  const sums = new Map<string, number>();
  for (const [total, sum] of all.flatMap((totals) => [...totals])) {
    const status = statusOf(total);
    if (status !== undefined) sums.set(status, (sums.get(status) ?? 0) + sum);
  }

  return {
    name: 'tvl_hostaway_http_requests_total',
    type: 'counter',
    help: "Calls to Hostaway's API by the status of the answer, reads included; none: no answer is known.",
    samples: [...sums]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([status, value]) => ({ labels: { status }, value })),
  };
}

function gaugesOf(measured: readonly Measured[]): MetricFamily[] {
  return [
    {
      name: 'tvl_queue_depth',
      type: 'gauge',
      help: 'Jobs in the queue of a target, as SQS counts them: nearly.',
      samples: measured.map(({ target, queue_depth }) => ({
        labels: { target: target.id },
        value: queue_depth,
      })),
    },
    {
      name: 'tvl_target_info',
      type: 'gauge',
      help: 'Always 1: the name and the channel of a target, to be joined by its id.',
      samples: measured.map(({ target: { id, name, channel_type } }) => ({
        labels: { target: id, name, channel_type },
        value: 1,
      })),
    },
  ];
}
