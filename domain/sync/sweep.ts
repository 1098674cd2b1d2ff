import type { StoredTarget } from '../channels/target.ts';
import type { Tenant } from '../tenant.ts';
import { type Clock, toTimestamp } from '../time.ts';
import { targetGate } from './decide-sync.ts';
import type { QueuedJob } from './dispatch.ts';
import { dueShards, sweepAfterMs } from './due.ts';
import { newTraceId } from './trace.ts';

/** A listing that should have been done with by now. */
export interface DueListing extends Tenant {
  readonly listing_id: string;
  readonly target_id: string;
  readonly unit_id: string | null;
  readonly due_at: string;
}

export interface SweepPorts {
  /** One page of a shard's listings due before a moment, oldest first. */
  dueListings(
    shard: string,
    before: string,
    cursor: string | undefined,
  ): Promise<{ items: readonly DueListing[]; cursor: string | undefined }>;
  target(tenant: Tenant, targetId: string): Promise<StoredTarget | undefined>;
  /** Jobs in the target's queue, waiting or in flight; 0 when it has none. */
  queueDepth(targetId: string): Promise<number>;
  /** Moves the next look; null: no more looks. False when the listing was worked on meanwhile. */
  postpone(due: DueListing, until: string | null): Promise<boolean>;
  send(jobs: readonly QueuedJob[]): Promise<void>;
  readonly clock: Clock;
}

/** A paused target is looked at this often; resuming it does not depend on that. */
const pausedLookMs = 10 * 60_000;
const mostPerSweep = 5_000;

/**
 * Finds listings that are pending or due and have no live job, and enqueues them, so that nothing waits for ever.
 * A target whose queue is not empty is left to drain: its jobs are alive. Returns how many were enqueued.
 */
export async function sweep(ports: SweepPorts): Promise<number> {
  const depths = new Map<string, Promise<number>>();
  const counts = await Promise.all(dueShards.map((shard) => sweepShard(shard, depths, ports)));

  return counts.reduce((sum, count) => sum + count, 0);
}

async function sweepShard(
  shard: string,
  depths: Map<string, Promise<number>>,
  ports: SweepPorts,
): Promise<number> {
  const now = ports.clock();
  let enqueued = 0;
  let seen = 0;
  let cursor: string | undefined;
  do {
    const page = await ports.dueListings(shard, toTimestamp(now), cursor);
    const jobs: QueuedJob[] = [];
    for (const due of page.items) {
      const next = await nextLook(due, depths, ports);
      const postponed = await ports.postpone(
        due,
        next.until === null ? null : toTimestamp(next.until),
      );
      if (postponed && next.enqueue) jobs.push(jobOf(due));
    }
    await ports.send(jobs);
    enqueued += jobs.length;
    seen += page.items.length;
    cursor = page.cursor;
  } while (cursor !== undefined && seen < mostPerSweep);

  return enqueued;
}

async function nextLook(
  due: DueListing,
  depths: Map<string, Promise<number>>,
  ports: SweepPorts,
): Promise<{ until: number | null; enqueue: boolean }> {
  const now = ports.clock();
  const target = await ports.target(due, due.target_id);
  const gate = targetGate(target, now);
  if (target === undefined || target.deleted_at !== null) return { until: null, enqueue: false };
  if (gate.kind === 'closed') return { until: now + pausedLookMs, enqueue: false };
  if (gate.kind === 'wait')
    return { until: Math.min(gate.until, now + pausedLookMs), enqueue: false };

  const depth = await remembered(depths, due.target_id, () => ports.queueDepth(due.target_id));
  const { max_requests, window_seconds } = target.rate_limit_config ?? {
    max_requests: 1,
    window_seconds: 1,
  };
  const drainMs = (depth / max_requests) * window_seconds * 1000;

  return { until: now + Math.max(sweepAfterMs, drainMs), enqueue: depth === 0 };
}

function jobOf(due: DueListing): QueuedJob {
  const { org_id, account_id, listing_id, target_id, unit_id } = due;

  return {
    job: {
      org_id,
      account_id,
      listing_id,
      target_id,
      unit_id,
      trace_id: newTraceId(),
      reason: 'sweep',
    },
    queue: 'normal',
    deduplication_id: `${listing_id}:sweep:${due.due_at}`,
  };
}

function remembered<T>(
  known: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  const value = known.get(key) ?? make();
  known.set(key, value);

  return value;
}
