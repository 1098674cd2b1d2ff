import type { Attempt } from '../attempts/attempt.ts';
import type { Tenant } from '../common/tenant.ts';
import type { StoredListing } from '../listings/listing.ts';
import type { ListingChanges } from '../listings/listing-changes.ts';
import type { OutboundAudit } from '../listings/outbound-audit.ts';
import type { Unit, UnitSnapshot } from '../supply/unit.ts';
import type { JobEnding } from './sync-deps.ts';
import type { SyncJob } from './sync-job.ts';

/** How opening an attempt went: `stale`, the listing has changed since it was read; `blocked`, the target may not be called, or not at this pace. */
export type Opening = 'opened' | 'stale' | 'blocked';

/** `stale`: the listing was written to since it was read; `taken`: another listing of the target has that external listing. */
export type Adoption = 'adopted' | 'stale' | 'taken';

/** How far a look-up has come without finding anything. */
export type LookState = NonNullable<StoredListing['look']>;

/** How an audit row ends. */
export type AuditClosing = Pick<
  OutboundAudit,
  'outcome' | 'http_status' | 'completed_at' | 'duration_ms' | 'response_excerpt' | 'error_message'
> & {
  /** How its job has ended, if it has with this attempt; counted, and not shown. */
  readonly ending?: JobEnding | undefined;
};

export interface LoadedJobs {
  readonly listings: ReadonlyMap<string, StoredListing>;
  readonly units: ReadonlyMap<string, Unit>;
  /** Why a listing or unit cannot be read, by its id. It keeps none of the others from being read. */
  readonly unreadable: ReadonlyMap<string, unknown>;
}

/** State the worker reads and writes. Each method is one request to the database unless said otherwise. */
export interface SyncStore {
  /** The listings and units of the jobs, read consistently; what is missing is left out. */
  load(jobs: readonly SyncJob[]): Promise<LoadedJobs>;
  snapshot(tenant: Tenant, unitId: string, version: number): Promise<UnitSnapshot | undefined>;
  /**
   * One transaction: opens the audit row on its listing, which is the lease on it, and checks that the target is active, not
   * blocked, and has the limit that the attempt obeys.
   */
  open(attempt: Attempt, leaseUntil: number): Promise<Opening>;
  /**
   * One transaction: writes the audit row closed and changes the listing. `changes` gets the listing as it is now, which is read
   * only if it was written to during the call. False when the lease was lost: another worker has closed the row.
   */
  close(
    attempt: Attempt,
    closing: AuditClosing,
    changes: (current: StoredListing) => ListingChanges,
  ): Promise<boolean>;
  /**
   * One transaction: closes the row that a dead worker left open on the listing, if one did, as `abandoned` at `now` (epoch ms),
   * and changes the listing. False when it was written to since it was read.
   */
  abandon(listing: StoredListing, changes: ListingChanges, now: number): Promise<boolean>;
  /** Takes back an attempt whose call was never made: no row, no lease. */
  withdraw(attempt: Attempt): Promise<void>;
  /** One transaction: the external listing found by its marker becomes this listing's, and nobody else's. */
  adopt(listing: StoredListing, externalListingId: string): Promise<Adoption>;
  /** Notes how far a look-up has come, unless an attempt was opened since the listing was read. Leaves `revision` alone: it is no wish. */
  noteLook(listing: StoredListing, look: LookState): Promise<void>;
  /** Changes a listing without a call. False when it was written to since it was read. */
  amend(listing: StoredListing, changes: ListingChanges): Promise<boolean>;
  /** The job leaves the queue; the sweeper brings the listing back at `until` (epoch ms) if it is still to be synced. `why` is shown meanwhile. */
  park(job: SyncJob, until: number, why?: string): Promise<void>;
  /** The job stays in the queue; the sweeper does not look for it before `until` (epoch ms). */
  hold(job: SyncJob, until: number): Promise<void>;
  /** The job is not tried again: what was asked for has failed, and `message` says what to do. The row need not be readable. */
  giveUp(job: SyncJob, message: string): Promise<void>;
}
