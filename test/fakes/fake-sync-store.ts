import { isDeepStrictEqual } from 'node:util';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { leased, withdrawn } from '../../domain/attempts/lease.ts';
import {
  type SaidMonth,
  type ToldListing,
  toldOf,
} from '../../domain/availability/nights-store.ts';
import type { Tenant } from '../../domain/common/tenant.ts';
import { toTimestamp } from '../../domain/common/time.ts';
import { type StoredListing, storedListingSchema } from '../../domain/listings/listing.ts';
import type { ListingChanges } from '../../domain/listings/listing-changes.ts';
import type { OutboundAudit } from '../../domain/listings/outbound-audit.ts';
import type { Unit, UnitSnapshot } from '../../domain/supply/unit.ts';
import type { JobEnding } from '../../domain/sync/sync-deps.ts';
import type { SyncJob } from '../../domain/sync/sync-job.ts';
import type {
  Adoption,
  AuditClosing,
  LookState,
  Opening,
  SyncStore,
} from '../../domain/sync/sync-store.ts';
import type { StoredTarget } from '../../domain/targets/target.ts';

/** What a write can remove. */
const attributes = storedListingSchema.keyof();

/** The worker's tables in memory, with the same conditions as the real ones. */
export class FakeSyncStore implements SyncStore {
  readonly listings = new Map<string, StoredListing>();
  readonly units = new Map<string, Unit>();
  readonly snapshots = new Map<string, UnitSnapshot>();
  /** By id. */
  readonly audits = new Map<string, OutboundAudit>();
  /** Rows that cannot be read, by id. */
  readonly unreadable = new Map<string, unknown>();
  readonly held: { listing_id: string; until: number }[] = [];
  /** External listing -> the listing that it was linked to by hand. */
  readonly externals = new Map<string, string>();
  /** Endings of jobs that closed rows tell. */
  readonly recorded: JobEnding[] = [];
  readonly parked: { listing_id: string; until: number; why?: string }[] = [];
  /** What listings' channels were told of nights: listing and external listing -> month. */
  readonly said = new Map<string, Map<string, SaidMonth>>();
  target: StoredTarget;
  /** Called when listings are loaded, which is after their target was read. */
  whenLoaded: () => void = () => undefined;
  /** Called before a closing write; throwing there is a worker that dies between the call and the record. */
  beforeClose: (attempt: Attempt) => void = () => undefined;
  /** Called after the opening write; throwing there is a worker that dies before the call. */
  afterOpen: (attempt: Attempt) => void = () => undefined;

  constructor(target: StoredTarget) {
    this.target = target;
  }

  async load(jobs: readonly SyncJob[]) {
    this.whenLoaded();
    const listings = jobs.flatMap(({ listing_id }) => this.listings.get(listing_id) ?? []);
    const units = jobs.flatMap(({ unit_id }) => this.units.get(unit_id ?? '') ?? []);
    return {
      listings: new Map(listings.map((listing) => [listing.id, listing])),
      units: new Map(units.map((unit) => [unit.id, unit])),
      unreadable: this.unreadable,
    };
  }

  async snapshot(_tenant: Tenant, unitId: string, version: number) {
    return this.snapshots.get(`${unitId}#${version}`);
  }

  async open(attempt: Attempt, leaseUntil: number): Promise<Opening> {
    const { audit, opened } = attempt;
    const { is_active, deleted_at, blocked_until } = this.target;
    const { rate_limit_config, base_url, window_key } = this.target;
    const blocked = blocked_until !== null && blocked_until > audit.started_at;
    const known = { rate_limit_config, base_url, window_key };
    const same = isDeepStrictEqual(known, attempt.target);
    if (!is_active || deleted_at !== null || blocked || !same) return 'blocked';
    if (this.#current(opened).revision !== opened.revision) return 'stale';
    this.audits.set(audit.id, audit);
    this.#write(opened, leased(attempt, leaseUntil));
    this.afterOpen(attempt);
    return 'opened';
  }

  async close(
    attempt: Attempt,
    { ending, ...closing }: AuditClosing,
    changes: (current: StoredListing) => ListingChanges,
  ): Promise<boolean> {
    this.beforeClose(attempt);
    const current = this.#current(attempt.opened);
    if (current.open_attempt?.id !== attempt.open.id) return false;
    this.#closeRow(attempt.open.id, closing);
    if (closing.outcome === 'success') this.#tell(attempt);
    if (ending !== undefined) this.recorded.push(ending);
    this.#write(current, changes(current));
    return true;
  }

  async abandon(listing: StoredListing, changes: ListingChanges, now: number): Promise<boolean> {
    const { open_attempt, revision } = listing;
    if (this.#current(listing).revision !== revision) return false;
    if (open_attempt !== undefined)
      this.#closeRow(open_attempt.id, { outcome: 'abandoned', completed_at: toTimestamp(now) });
    this.#write(listing, changes);
    return true;
  }

  async withdraw(attempt: Attempt): Promise<void> {
    this.audits.delete(attempt.open.id);
    this.#write(this.#current(attempt.opened), withdrawn(attempt));
  }

  async adopt(listing: StoredListing, external_listing_id: string): Promise<Adoption> {
    const holder = this.externals.get(external_listing_id) ?? listing.id;
    if (holder !== listing.id) return 'taken';
    const changes: ListingChanges = {
      set: { external_listing_id },
      remove: ['doubt_until', 'look'],
    };
    return (await this.amend(listing, changes)) ? 'adopted' : 'stale';
  }

  async noteLook(listing: StoredListing, look: LookState): Promise<void> {
    const current = this.#current(listing);
    if (current.attempt_number === listing.attempt_number)
      this.listings.set(listing.id, { ...current, look });
  }

  async amend(listing: StoredListing, changes: ListingChanges): Promise<boolean> {
    if (this.#current(listing).revision !== listing.revision) return false;
    this.#write(listing, changes);
    return true;
  }

  async park(job: SyncJob, until: number, why?: string): Promise<void> {
    this.parked.push({ listing_id: job.listing_id, until, ...(why === undefined ? {} : { why }) });
  }

  async hold(job: SyncJob, until: number): Promise<void> {
    this.held.push({ listing_id: job.listing_id, until });
  }

  async giveUp({ listing_id }: SyncJob, error_message: string): Promise<void> {
    const listing = this.listings.get(listing_id);
    if (listing === undefined) return;
    this.#write(listing, {
      set: { sync_status: 'error', error_message },
      remove: ['due_at', 'due_shard'],
    });
  }

  saidTo({ id, told }: Pick<ToldListing, 'id' | 'told'>): Map<string, SaidMonth> {
    const key = `${id}|${told}`;
    const said = this.said.get(key) ?? new Map<string, SaidMonth>();
    this.said.set(key, said);
    return said;
  }

  #tell({ opened, nights, target }: Attempt): void {
    const told = toldOf(opened.external_listing_id, target.window_key);
    const said = this.saidTo({ id: opened.id, told });
    for (const month of nights?.told ?? []) said.set(month.month, month);
  }

  #current(listing: StoredListing): StoredListing {
    return this.listings.get(listing.id) ?? listing;
  }

  #write(listing: StoredListing, { set, remove }: ListingChanges): void {
    const next = {
      ...this.#current(listing),
      ...set,
      revision: this.#current(listing).revision + 1,
    };
    for (const name of remove) if (!(name in set)) delete next[attributes.parse(name)];
    this.listings.set(listing.id, next);
  }

  #closeRow(id: string, closing: Partial<AuditClosing>): void {
    const row = this.audits.get(id);
    if (row?.outcome !== 'open') throw new Error(`audit row ${id} is not open`);
    this.audits.set(id, { ...row, ...closing });
  }
}
