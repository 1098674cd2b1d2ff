import type { TargetWatch } from '../alerts/watch.ts';
import { inParallel } from '../common/in-parallel.ts';
import type { Report } from '../common/report.ts';
import type { Tenant } from '../common/tenant.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import { newTraceId } from '../common/trace.ts';
import { dueShards, sweepAfterMs } from '../listings/due.ts';
import { targetGate } from '../pacing/target-gate.ts';
import type { QueuedJob } from '../sync/dispatch.ts';
import type { StoredTarget } from '../targets/target.ts';

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
  /**
   * Moves the next look; null: no more looks. Answers whether its message is still in the queue, as far as anybody knows,
   * or has been taken out of it (`parked`); undefined when the listing was worked on meanwhile.
   */
  postpone(due: DueListing, until: string | null): Promise<'queued' | 'parked' | undefined>;
  /** Answers with the jobs that could not be enqueued. */
  send(jobs: readonly QueuedJob[]): Promise<readonly QueuedJob[]>;
  readonly watch: Pick<TargetWatch, 'mark'>;
  readonly report: Report;
  readonly clock: Clock;
}

/** In listings; what failed is found again by the next sweep or the one after its next look. */
export interface SweepResult {
  readonly enqueued: number;
  readonly failed: number;
}

/** Nothing that was due could be brought back: something is wrong with more than a listing. */
export class SweepError extends Error {
  override name = 'SweepError';
}

/** What is to be done about a listing that is due. */
type Look =
  /** Its target is paused or blocked: it stays due, and goes on within a minute of the target. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'forget' }
  /** Look again at `until` (epoch ms), with a new job, or trusting a deep queue to get to the old one if it is in there. */
  | {
      readonly kind: 'later';
      readonly until: number;
      readonly deep: boolean;
      readonly queue: QueuedJob['queue'];
    };

/** Leaves room for the last page within the function's time limit. */
const longestMs = 40_000;
const unlimited = { max_requests: 1_000, window_seconds: 1 };
/** Listings of a shard at once: 160 in all, which no single target's row or queue has to fear. */
const atOnce = 10;

interface Tally {
  enqueued: number;
  looked: number;
  failed: number;
}

/**
 * Finds listings that are pending or due and have no live job, and enqueues them, so that nothing waits for ever.
 * A target whose queue is deep is left to drain: its jobs are alive, and doubles would only deepen it. A listing, target or
 * queue that fails is reported and stops no other.
 * @throws SweepError when nothing at all worked
 */
export async function sweep(ports: SweepPorts): Promise<SweepResult> {
  const depths = new Map<string, Promise<number>>();
  const watched = new Map<string, Promise<void>>();
  const tally: Tally = { enqueued: 0, looked: 0, failed: 0 };
  await Promise.all(dueShards.map((shard) => sweepShard(shard, { depths, watched, tally, ports })));
  const { enqueued, looked, failed } = tally;
  if (failed > 0 && looked === 0)
    throw new SweepError(`nothing could be swept: ${failed} failures`);

  return { enqueued, failed };
}

interface Sweep {
  readonly depths: Map<string, Promise<number>>;
  /** Targets that have been put on the list of those to look at. */
  readonly watched: Map<string, Promise<void>>;
  readonly tally: Tally;
  readonly ports: SweepPorts;
}

async function sweepShard(shard: string, sweeping: Sweep): Promise<void> {
  const { tally, ports } = sweeping;
  const begun = ports.clock();
  let cursor: string | undefined;
  try {
    do {
      const page = await ports.dueListings(shard, toTimestamp(begun), cursor);
      const jobs = await inParallel(page.items, atOnce, (due) => sweepOne(due, sweeping));
      const sent = await sendAll(jobs.flat(), ports);
      tally.enqueued += sent;
      tally.failed += jobs.flat().length - sent;
      cursor = page.cursor;
    } while (cursor !== undefined && ports.clock() - begun < longestMs);
  } catch (error) {
    tally.failed += 1;
    ports.report('shard-not-swept', { shard, error });
  }
}

async function sendAll(jobs: readonly QueuedJob[], ports: SweepPorts): Promise<number> {
  const unsent = jobs.length > 0 ? await ports.send(jobs) : [];

  return jobs.length - unsent.length;
}

async function sweepOne(due: DueListing, sweeping: Sweep): Promise<QueuedJob[]> {
  const { tally, ports } = sweeping;
  try {
    const jobs = await bringBack(due, sweeping);
    tally.looked += 1;
    return jobs;
  } catch (error) {
    tally.failed += 1;
    const { listing_id, target_id } = due;
    ports.report('listing-not-swept', { listing_id, target_id, error });
    return [];
  }
}

async function bringBack(due: DueListing, sweeping: Sweep): Promise<QueuedJob[]> {
  const { ports } = sweeping;
  const look = await lookAt(due, sweeping);
  if (look.kind === 'leave') return [];
  const waits = await ports.postpone(due, look.kind === 'later' ? toTimestamp(look.until) : null);
  if (waits === undefined || look.kind === 'forget') return [];

  return look.deep && waits === 'queued' ? [] : [jobOf(due, look.queue)];
}

async function lookAt(due: DueListing, { depths, watched, ports }: Sweep): Promise<Look> {
  const now = ports.clock();
  const target = await ports.target(due, due.target_id);
  if (target === undefined) return { kind: 'forget' };
  // Its own queue is gone. Nothing is to be sent, but a dead worker's row may be open, which only a worker can close.
  if (target.deleted_at !== null)
    return { kind: 'later', until: now + sweepAfterMs, deep: false, queue: 'priority' };
  // What is due has waited for long. That of a paused target waits for a person.
  if (target.is_active) await remembered(watched, due.target_id, () => watch(target, ports));
  if (targetGate(target, { now }).kind !== 'open') return { kind: 'leave' };

  const depth = await remembered(depths, due.target_id, () => ports.queueDepth(due.target_id));
  const { max_requests, window_seconds } = target.rate_limit_config ?? unlimited;
  const drainMs = (depth / max_requests) * window_seconds * 1000;
  // Waiting for longer than a queue takes, its job is not in there; and a new one must not be looked for before it can have run.
  return {
    kind: 'later',
    until: now + Math.max(drainMs, sweepAfterMs),
    deep: drainMs >= sweepAfterMs,
    queue: 'normal',
  };
}

async function watch(target: StoredTarget, { watch, report }: SweepPorts): Promise<void> {
  try {
    await watch.mark(target, 'listings');
  } catch (error) {
    report('target-not-watched', { target_id: target.id, error });
  }
}

function jobOf(due: DueListing, queue: QueuedJob['queue']): QueuedJob {
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
    queue,
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
