import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { leased, withdrawn } from '../../../domain/attempts/lease.ts';
import { linkedElsewhere } from '../../../domain/attempts/linked-elsewhere.ts';
import { toldOf } from '../../../domain/availability/nights-store.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { ListingChanges } from '../../../domain/listings/listing-changes.ts';
import type { UnitSnapshot } from '../../../domain/supply/unit.ts';
import type { SyncJob } from '../../../domain/sync/sync-job.ts';
import type {
  Adoption,
  AuditClosing,
  LoadedJobs,
  LookState,
  Opening,
  SyncStore,
} from '../../../domain/sync/sync-store.ts';
import { closedRow } from '../audit/audit-items.ts';
import { snapshotKey } from '../keys.ts';
import { externalTaken } from '../listings/external-taken.ts';
import { toListing } from '../listings/listing-item.ts';
import { listingUpdate } from '../listings/listing-update.ts';
import { targetMayBeCalled } from '../targets/target-may-be-called.ts';
import {
  ifConditionHolds,
  isConditionFailure,
  oldItem,
  reasonsOf,
  retryConflicts,
  type TransactItem,
} from '../transactions.ts';
import { toSnapshot } from '../units/snapshot-item.ts';
import { abandonAttempt } from './abandon-attempt.ts';
import { givenUp, held, parked } from './job-notes.ts';
import { loadJobs } from './load-jobs.ts';
import { adoptExternal, noteLook } from './look-ups.ts';
import { saidMonths } from './nights-store.ts';

/** A listing is written to so often that an attempt cannot be recorded. */
export class ListingContendedError extends Error {
  override name = 'ListingContendedError';
}

const maxRounds = 10;

export interface SyncTables {
  readonly channels: string;
  readonly audit: string;
  readonly meters: string;
}

/** What the worker reads and writes for its listings. */
export class DynamoSyncStore implements SyncStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: SyncTables;

  constructor(client: DynamoDBDocumentClient, tables: SyncTables) {
    this.#client = client;
    this.#tables = tables;
  }

  load(jobs: readonly SyncJob[]): Promise<LoadedJobs> {
    return loadJobs(this.#client, this.#tables.channels, jobs);
  }

  async snapshot(
    tenant: Tenant,
    unitId: string,
    version: number,
  ): Promise<UnitSnapshot | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tables.channels,
        Key: snapshotKey(tenant, unitId, version),
        ConsistentRead: true,
      }),
    );

    return Item && toSnapshot(Item);
  }

  async open(attempt: Attempt, leaseUntil: number): Promise<Opening> {
    const { channels } = this.#tables;
    const { opened } = attempt;
    try {
      await this.#write([
        {
          Update: listingUpdate(channels, opened, {
            changes: leased(attempt, leaseUntil),
            revision: opened.revision,
          }),
        },
        targetMayBeCalled(channels, attempt),
      ]);
      return 'opened';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const [lease, target] = reasonsOf(error);
      if (isConditionFailure(target)) return 'blocked';
      if (isConditionFailure(lease)) return 'stale';
      throw error;
    }
  }

  async close(
    attempt: Attempt,
    closing: AuditClosing,
    changes: (current: StoredListing) => ListingChanges,
  ): Promise<boolean> {
    // Opening wrote the listing once; usually nobody has since, and then no read is needed.
    let current: StoredListing = { ...attempt.opened, revision: attempt.opened.revision + 1 };
    let isTaken = false;
    for (let round = 0; round < maxRounds; round += 1) {
      const wanted = changes(current);
      const tried = await this.#tryClose(attempt, closing, {
        current,
        changes: isTaken ? linkedElsewhere(wanted) : wanted,
      });
      if (tried === 'closed') return true;
      isTaken ||= tried === 'taken';
      if (tried === 'taken') continue;
      current = toListing(tried);
      if (current.open_attempt?.id !== attempt.open.id) return false;
    }
    throw new ListingContendedError(`listing ${attempt.opened.id} is written to without end`);
  }

  abandon(listing: StoredListing, changes: ListingChanges, now: number): Promise<boolean> {
    return abandonAttempt(this.#client, this.#tables, { listing, changes, now });
  }

  async withdraw(attempt: Attempt): Promise<void> {
    const { open, opened } = attempt;
    const withdrawal = listingUpdate(this.#tables.channels, opened, {
      changes: withdrawn(attempt),
      attempt_id: open.id,
    });
    await retryConflicts(() => this.#client.send(new UpdateCommand(withdrawal)));
  }

  adopt(listing: StoredListing, external_listing_id: string): Promise<Adoption> {
    return adoptExternal(this.#client, this.#tables.channels, { listing, external_listing_id });
  }

  noteLook(listing: StoredListing, look: LookState): Promise<void> {
    return noteLook(this.#client, this.#tables.channels, { listing, look });
  }

  async amend(listing: StoredListing, changes: ListingChanges): Promise<boolean> {
    const { revision } = listing;
    const update = listingUpdate(this.#tables.channels, listing, { changes, revision });

    return ifConditionHolds(() => this.#client.send(new UpdateCommand(update)));
  }

  async park(job: SyncJob, until: number, why?: string): Promise<void> {
    await this.#note(parked(this.#tables.channels, job, { until, why }));
  }

  async hold(job: SyncJob, until: number): Promise<void> {
    await this.#note(held(this.#tables.channels, job, until));
  }

  async giveUp(job: SyncJob, message: string): Promise<void> {
    await this.#note(givenUp(this.#tables.channels, job, message));
  }

  /** Without a due time there is nothing to be done for the listing any more. */
  async #note(update: UpdateCommandInput): Promise<void> {
    await ifConditionHolds(() => this.#client.send(new UpdateCommand(update)));
  }

  /** The listing as stored when it has been written to meanwhile; `taken`: another has got the external listing. */
  async #tryClose(
    attempt: Attempt,
    closing: AuditClosing,
    { current, changes }: { current: StoredListing; changes: ListingChanges },
  ): Promise<'closed' | 'taken' | Record<string, unknown>> {
    const { audit, open } = attempt;
    const expected = { revision: current.revision, attempt_id: open.id };
    const items: TransactItem[] = [
      {
        Update: {
          ...listingUpdate(this.#tables.channels, current, { changes, ...expected }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      closedRow(this.#tables.audit, { ...audit, ...closing }, open.number),
      ...(closing.outcome === 'success' ? this.#told(attempt) : []),
    ];
    const guard = items.length;
    try {
      await this.#write([...items, ...externalTaken(this.#tables.channels, attempt, changes)]);
      return 'closed';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const stored = oldItem(error, 0);
      if (stored !== undefined) return stored;
      if (isConditionFailure(reasonsOf(error)[guard])) return 'taken';
      throw error;
    }
  }

  #told({ opened, nights, target }: Attempt): TransactItem[] {
    const { org_id, account_id, id, external_listing_id } = opened;
    const told = toldOf(external_listing_id, target.window_key);

    return saidMonths(this.#tables.meters, { org_id, account_id, id, told }, nights?.told ?? []);
  }

  async #write(items: TransactItem[]): Promise<void> {
    await retryConflicts(() =>
      this.#client.send(new TransactWriteCommand({ TransactItems: items })),
    );
  }
}
