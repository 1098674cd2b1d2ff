import type { StoredTarget } from '../channels/target.ts';
import type { Tenant } from '../tenant.ts';
import type { SyncJob } from './sync-job.ts';

/** A change of the `channels` table that asks for jobs. */
export type Change =
  | {
      readonly kind: 'unit';
      readonly tenant: Tenant;
      readonly unit_id: string;
      readonly version: number;
      readonly trace_id: string;
    }
  | {
      readonly kind: 'request';
      readonly job: SyncJob;
      readonly queue: 'normal' | 'priority';
      readonly request_id: string;
    };

/** Where a job goes: the queue of its target, or the one that all replays share. */
export interface QueuedJob {
  readonly job: SyncJob;
  readonly queue: 'normal' | 'priority';
  /** Two jobs with the same id within five minutes are one. */
  readonly deduplication_id: string;
}

export interface DispatchPorts {
  /** Listings linked to a unit, read consistently. */
  listingsOfUnit(
    tenant: Tenant,
    unitId: string,
  ): Promise<readonly { listing_id: string; target_id: string }[]>;
  /**
   * Notes that the listing waits for its job (`due`: that the sweeper shall look after it).
   * False when it is not to be synced: paused, archived or gone.
   */
  markPending(
    tenant: Tenant,
    listingId: string,
    mark: { trace_id: string; due: boolean },
  ): Promise<boolean>;
  target(tenant: Tenant, targetId: string): Promise<StoredTarget | undefined>;
  /** @throws when a job could not be enqueued; the change is then tried again. */
  send(jobs: readonly QueuedJob[]): Promise<void>;
}

/**
 * Turns changes into jobs. The change itself was the request (outbox: no dual write); a repeated one makes no second job,
 * since it has the same deduplication id.
 */
export async function dispatch(changes: readonly Change[], ports: DispatchPorts): Promise<number> {
  const jobs = await Promise.all(changes.map((change) => jobsFor(change, ports)));
  const all = jobs.flat();
  if (all.length > 0) await ports.send(all);

  return all.length;
}

async function jobsFor(change: Change, ports: DispatchPorts): Promise<QueuedJob[]> {
  if (change.kind === 'request') {
    const { job, queue, request_id } = change;
    return [{ job, queue, deduplication_id: request_id }];
  }

  const listings = await ports.listingsOfUnit(change.tenant, change.unit_id);
  const jobs = await Promise.all(
    listings.map(({ listing_id, target_id }) =>
      jobOfUnit(change, { listing_id, target_id }, ports),
    ),
  );

  return jobs.flat();
}

async function jobOfUnit(
  change: Extract<Change, { kind: 'unit' }>,
  { listing_id, target_id }: { listing_id: string; target_id: string },
  ports: DispatchPorts,
): Promise<QueuedJob[]> {
  const { tenant, unit_id, version, trace_id } = change;
  const target = await ports.target(tenant, target_id);
  if (target === undefined || target.deleted_at !== null) return [];
  // A manual target's listings show that they are behind, and wait for an operator.
  const automatic = target.sync_mode === 'api';
  const wanted = await ports.markPending(tenant, listing_id, { trace_id, due: automatic });
  if (!wanted || !automatic) return [];

  return [
    {
      job: { ...tenant, target_id, listing_id, unit_id, trace_id, reason: 'unit' },
      queue: 'normal',
      deduplication_id: `${listing_id}:${version}`,
    },
  ];
}
