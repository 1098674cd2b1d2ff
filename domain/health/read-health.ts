import { inParallel } from '../common/in-parallel.ts';
import type { Page, PageRequest } from '../common/page.ts';
import type { Tenant } from '../common/tenant.ts';
import type { Clock } from '../common/time.ts';
import type { HealthSample } from '../targets/health-sample.ts';
import type { StoredTarget } from '../targets/target.ts';
import { findTarget, type TargetStore } from '../targets/target-store.ts';
import { type DashboardRow, dashboardRow, spans } from './dashboard-row.ts';
import { type HealthChange, healthHistory } from './health-history.ts';
import type { ListingDetail, ListingState } from './listing-state.ts';
import { type MinuteCounts, startOfLast } from './minute-counts.ts';
import { type Series, seriesOf } from './series.ts';
import { type WaitingListings, waitingListings } from './waiting-listings.ts';

/** What the dashboard reads. */
export interface HealthDeps {
  readonly targets: Pick<TargetStore, 'get' | 'list'>;
  readonly minutes: TargetMinutes;
  readonly samples: TargetSamples;
  readonly listings: ListingStates;
  /** Jobs in a target's queue; 0 without a queue. */
  readonly queueDepth: (targetId: string) => Promise<number>;
  readonly clock: Clock;
}

/** Minutes in which something ended, from `from` to before `to` (epoch ms), in no promised order. */
export interface TargetMinutes {
  read(
    tenant: Tenant,
    targetId: string,
    span: { readonly from: number; readonly to?: number; readonly latencies: boolean },
  ): Promise<MinuteCounts[]>;
}

/** How a target was doing, from `from` (epoch ms) until now, in no promised order. */
export interface TargetSamples {
  read(tenant: Tenant, targetId: string, from: number): Promise<HealthSample[]>;
}

/** All listings but the archived ones that need nothing more. */
export interface ListingStates {
  ofTenant(tenant: Tenant): Promise<ListingState[]>;
  ofTarget(tenant: Tenant, targetId: string): Promise<ListingDetail[]>;
}

/** Everything the dashboard says of one target. */
export interface TargetHealth extends DashboardRow {
  readonly series: Series;
  readonly health_history: readonly HealthChange[];
  readonly waiting_listings: WaitingListings;
}

/** Targets read side by side: each brings the counts of a day into memory. */
const targetsAtOnce = 8;

/** A row for each target of a page, in the order of the list of targets. */
export async function listHealth(
  tenant: Tenant,
  page: PageRequest,
  deps: HealthDeps,
): Promise<Page<DashboardRow>> {
  const now = deps.clock();
  const [targets, states] = await Promise.all([
    deps.targets.list(tenant, page),
    deps.listings.ofTenant(tenant),
  ]);
  const byTarget = Map.groupBy(states, ({ target_id }) => target_id);
  const items = await inParallel(targets.items, targetsAtOnce, async (target) => {
    const [queue_depth, minutes] = await Promise.all([
      deps.queueDepth(target.id),
      lastDay(target, now, deps.minutes),
    ]);

    return dashboardRow(
      { target, minutes, listings: byTarget.get(target.id) ?? [], queue_depth },
      now,
    );
  });

  return { ...targets, items };
}

/** The row of one target, how it has been, and which listings wait. @throws NotFoundError */
export async function targetHealth(
  tenant: Tenant,
  id: string,
  deps: HealthDeps,
): Promise<TargetHealth> {
  const now = deps.clock();
  const target = await findTarget(deps.targets, tenant, { id });
  const from = startOfLast(spans.day, now);
  const [queue_depth, minutes, samples, listings] = await Promise.all([
    deps.queueDepth(id),
    deps.minutes.read(tenant, id, { from, latencies: true }),
    deps.samples.read(tenant, id, from),
    deps.listings.ofTarget(tenant, id),
  ]);

  return {
    ...dashboardRow({ target, minutes, listings, queue_depth }, now),
    series: seriesOf({ minutes, samples }, now),
    health_history: healthHistory(samples),
    waiting_listings: waitingListings(target, listings, now),
  };
}

/** A row tells latencies of the last hour only. They are most of what there is to send, so those of the hours before are left out. */
async function lastDay(
  target: StoredTarget,
  now: number,
  minutes: TargetMinutes,
): Promise<MinuteCounts[]> {
  const hour = startOfLast(spans.latencies, now);
  const day = startOfLast(spans.day, now);
  const [before, lately] = await Promise.all([
    minutes.read(target, target.id, { from: day, to: hour, latencies: false }),
    minutes.read(target, target.id, { from: hour, latencies: true }),
  ]);

  return [...before, ...lately];
}
