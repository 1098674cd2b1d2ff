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

/** What is to be done about a listing that is due. */
type Look =
  /** Its target is paused or blocked: it stays due, and goes on within a minute of the target. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'forget' }
  /** Look again at `until` (epoch ms), with a new job or trusting the queue to get to the old one. */
  | { readonly kind: 'later'; readonly until: number; readonly enqueue: boolean };

/** Leaves room for the last page within the function's time limit. */
const longestMs = 40_000;
const unlimited = { max_requests: 1_000, window_seconds: 1 };

/**
 * Finds listings that are pending or due and have no live job, and enqueues them, so that nothing waits for ever.
 * A target whose queue is deep is left to drain: its jobs are alive, and doubles would only deepen it. Returns how many were enqueued.
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
  const begun = ports.clock();
  let enqueued = 0;
  let cursor: string | undefined;
  do {
    const page = await ports.dueListings(shard, toTimestamp(begun), cursor);
    const jobs = await Promise.all(page.items.map((due) => sweepOne(due, depths, ports)));
    await ports.send(jobs.flat());
    enqueued += jobs.flat().length;
    cursor = page.cursor;
  } while (cursor !== undefined && ports.clock() - begun < longestMs);

  return enqueued;
}

async function sweepOne(
  due: DueListing,
  depths: Map<string, Promise<number>>,
  ports: SweepPorts,
): Promise<QueuedJob[]> {
  const look = await lookAt(due, depths, ports);
  if (look.kind === 'leave') return [];
  const until = look.kind === 'later' ? toTimestamp(look.until) : null;
  const postponed = await ports.postpone(due, until);

  return postponed && look.kind === 'later' && look.enqueue ? [jobOf(due)] : [];
}

async function lookAt(
  due: DueListing,
  depths: Map<string, Promise<number>>,
  ports: SweepPorts,
): Promise<Look> {
  const now = ports.clock();
  const target = await ports.target(due, due.target_id);
  if (target === undefined || target.deleted_at !== null) return { kind: 'forget' };
  if (targetGate(target, now).kind !== 'open') return { kind: 'leave' };

  const depth = await remembered(depths, due.target_id, () => ports.queueDepth(due.target_id));
  const { max_requests, window_seconds } = target.rate_limit_config ?? unlimited;
  const drainMs = (depth / max_requests) * window_seconds * 1000;
  // It has been waiting for longer than such a queue takes, so its job is not in there.
  if (drainMs < sweepAfterMs) return { kind: 'later', until: now + sweepAfterMs, enqueue: true };

  return { kind: 'later', until: now + drainMs, enqueue: false };
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
