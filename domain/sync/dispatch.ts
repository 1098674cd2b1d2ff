import { PermanentError } from '../common/errors.ts';
import type { Report } from '../common/report.ts';
import type { Tenant } from '../common/tenant.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { SyncJob } from './sync-job.ts';

/** A change of the `channels` table that asks for jobs. */
export type Change =
  /** The unit itself, or the nights of its calendar. */
  | {
      readonly kind: 'unit';
      /** What of it was written. */
      readonly part: 'unit' | 'nights';
      readonly tenant: Tenant;
      readonly unit_id: string;
      /** What it has become, in words that no other state of it has; the same for a record that comes twice. */
      readonly state: string;
      readonly trace_id: string;
      /** What wrote it, where spans are recorded: 16 hex digits. */
      readonly span_id?: string | undefined;
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

/**
 * When the sweeper shall look after a listing that waits: once its job should be over, as soon as its target may be
 * called since it gets no job, or never since only a person has it sent.
 */
export type PendingLook = 'after_job' | 'instead_of_job' | 'never';

export interface DispatchPorts {
  /** Listings linked to a unit, read consistently. */
  listingsOfUnit(
    tenant: Tenant,
    unitId: string,
  ): Promise<readonly { listing_id: string; target_id: string }[]>;
  /**
   * Notes that the listing waits. False when it is not to be synced: paused, archived or gone.
   * @throws PermanentError when the row cannot be written to, whatever is tried
   */
  markPending(
    tenant: Tenant,
    listingId: string,
    mark: { trace_id: string; look: PendingLook },
  ): Promise<boolean>;
  target(tenant: Tenant, targetId: string): Promise<StoredTarget | undefined>;
  /** Answers with the jobs that could not be enqueued. */
  send(jobs: readonly QueuedJob[]): Promise<readonly QueuedJob[]>;
  /** Looks after a change as a part of its trace; where spans are recorded, `work` is told which it is. */
  traced<T>(change: Change, work: (span_id?: string) => Promise<T>): Promise<T>;
  readonly report: Report;
}

/**
 * What became of a change. `noted`: a listing has no job, but the sweeper knows of it. `failed`: not all of its listings
 * are known to wait, so it must be tried again. `hopeless`: neither, since a row of it cannot be used.
 */
export type Dispatched = 'sent' | 'noted' | 'failed' | 'hopeless';

/** The jobs one change asks for, and what could not be done about it. */
interface Asked {
  readonly jobs: readonly QueuedJob[];
  readonly trouble?: 'failed' | 'hopeless';
}

/**
 * Turns changes into jobs; answers in their order. The change itself was the request (outbox: no dual write); a repeated one
 * makes no second job, since it has the same deduplication id. A change, listing, target or queue that fails is reported
 * and stops no other.
 */
export async function dispatch(
  changes: readonly Change[],
  ports: DispatchPorts,
): Promise<Dispatched[]> {
  const asked = await Promise.all(
    changes.map((change) =>
      ports.traced(change, async (span_id) => askedBy(span_id, await jobsFor(change, ports))),
    ),
  );
  const jobs = asked.flatMap((one) => one.jobs);
  const unsent = new Set(jobs.length > 0 ? await ports.send(jobs) : []);

  return asked.map(({ jobs: own, trouble }) => {
    if (trouble !== undefined) return trouble;
    return own.some((job) => unsent.has(job)) ? 'noted' : 'sent';
  });
}

/** The worker's part of the trace goes on from the one that asks for the jobs. */
function askedBy(span_id: string | undefined, { jobs, ...rest }: Asked): Asked {
  return { ...rest, jobs: jobs.map((one) => ({ ...one, job: { ...one.job, span_id } })) };
}

function jobsFor(change: Change, ports: DispatchPorts): Promise<Asked> {
  return change.kind === 'unit' ? jobsOfUnit(change, ports) : jobOfRequest(change, ports);
}

/** Whoever wrote the request has noted that the listing waits, for as long as its job should take: with none, it is due at once. */
async function jobOfRequest(
  { job, queue, request_id }: Extract<Change, { kind: 'request' }>,
  ports: DispatchPorts,
): Promise<Asked> {
  const target = await readTarget(job, job.target_id, ports);
  if (target === undefined || target === 'unreadable' || target.deleted_at !== null)
    return { jobs: [] };
  if (target.is_active) return { jobs: [{ job, queue, deduplication_id: request_id }] };
  const { listing_id, trace_id } = job;
  try {
    await ports.markPending(job, listing_id, { trace_id, look: 'instead_of_job' });
  } catch (error) {
    ports.report('listing-not-marked', { listing_id, error });
  }

  return { jobs: [] };
}

async function jobsOfUnit(
  change: Extract<Change, { kind: 'unit' }>,
  ports: DispatchPorts,
): Promise<Asked> {
  const { tenant, unit_id } = change;
  try {
    const listings = await ports.listingsOfUnit(tenant, unit_id);
    const asked = await Promise.all(
      listings.map((listing) => jobOfListing(change, listing, ports)),
    );
    const troubles = asked.flatMap(({ trouble }) => trouble ?? []);
    const jobs = asked.flatMap((one) => one.jobs);

    return { jobs, trouble: troubles.includes('failed') ? 'failed' : troubles[0] };
  } catch (error) {
    ports.report('unit-not-dispatched', { ...tenant, unit_id, error });
    return { jobs: [], trouble: 'failed' };
  }
}

async function jobOfListing(
  change: Extract<Change, { kind: 'unit' }>,
  { listing_id, target_id }: { listing_id: string; target_id: string },
  ports: DispatchPorts,
): Promise<Asked> {
  const { tenant, unit_id, state, trace_id, part: reason } = change;
  const target = await readTarget(tenant, target_id, ports);
  if (target === undefined || (target !== 'unreadable' && target.deleted_at !== null))
    return { jobs: [] };
  const look = lookOf(target);
  try {
    const wanted = await ports.markPending(tenant, listing_id, { trace_id, look });
    if (!wanted || look !== 'after_job') return { jobs: [] };
  } catch (error) {
    ports.report('listing-not-marked', { ...tenant, listing_id, error });
    return { jobs: [], trouble: error instanceof PermanentError ? 'hopeless' : 'failed' };
  }
  const job: SyncJob = { ...tenant, target_id, listing_id, unit_id, trace_id, reason };

  return { jobs: [{ job, queue: 'normal', deduplication_id: `${listing_id}:${state}` }] };
}

type ReadTarget = StoredTarget | 'unreadable' | undefined;

/** A target that cannot be read must not hold up others: its listings wait for the sweeper, which tries again. */
async function readTarget(
  tenant: Tenant,
  targetId: string,
  ports: DispatchPorts,
): Promise<ReadTarget> {
  try {
    return await ports.target(tenant, targetId);
  } catch (error) {
    ports.report('target-not-read', { target_id: targetId, error });
    return 'unreadable';
  }
}

/**
 * A paused target gets no jobs (spec, Channel Target): they would only wait in its queue. Its resumption starts a sweep, which
 * brings them. A manual target's listings show that they are behind, and wait for an operator.
 */
function lookOf(target: StoredTarget | 'unreadable'): PendingLook {
  if (target === 'unreadable') return 'instead_of_job';
  if (target.sync_mode !== 'api') return 'never';

  return target.is_active ? 'after_job' : 'instead_of_job';
}
