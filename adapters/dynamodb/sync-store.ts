import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { StoredListing } from '../../domain/channels/listing.ts';
import { abandonedRow } from '../../domain/channels/open-attempt.ts';
import type { OutboundAudit } from '../../domain/channels/outbound-audit.ts';
import type { UnitSnapshot } from '../../domain/supply/unit.ts';
import { dueShard } from '../../domain/sync/due.ts';
import type { Attempt, ListingChanges } from '../../domain/sync/settle.ts';
import type { SyncJob } from '../../domain/sync/sync-job.ts';
import type { AuditClosing, Opening, SyncStore } from '../../domain/sync/sync-store.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { toTimestamp } from '../../domain/time.ts';
import { closedRow, type TransactItem } from './audit-items.ts';
import { countAttempt } from './count-attempt.ts';
import { externalTaken } from './external-taken.ts';
import { listingKey, snapshotKey, targetKey } from './keys.ts';
import { toListing } from './listing-item.ts';
import { type LoadedJobs, loadJobs } from './load-jobs.ts';
import { toSnapshot } from './snapshot-item.ts';
import { takeLease } from './take-lease.ts';
import {
  ifConditionHolds,
  isConditionFailure,
  oldItem,
  reasonsOf,
  retryConflicts,
} from './transactions.ts';
import { updateOf } from './update-expression.ts';

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
      }),
    );

    return Item && toSnapshot(Item);
  }

  async open(attempt: Attempt, leaseUntil: number): Promise<Opening> {
    try {
      await this.#write([
        takeLease(this.#tables.channels, attempt, leaseUntil),
        this.#targetMayBeCalled(attempt),
        ...this.#abandoned(attempt),
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
    for (let round = 0; round < maxRounds; round += 1) {
      const changed = await this.#tryClose(attempt, closing, {
        current,
        changes: changes(current),
      });
      if (changed === undefined) return true;
      current = toListing(changed);
      if (current.open_attempt?.id !== attempt.open.id) return false;
    }
    throw new ListingContendedError(`listing ${attempt.opened.id} is written to without end`);
  }

  async withdraw(attempt: Attempt): Promise<void> {
    const { open, opened } = attempt;
    // No call was made, so nothing has become unclear.
    const cleared = opened.remote_unclear === true ? '' : ', remote_unclear';
    const withdrawal = new UpdateCommand({
      TableName: this.#tables.channels,
      Key: listingKey(opened, opened.id),
      UpdateExpression: `SET revision = revision + :one, attempt_count = :count, attempt_number = :number REMOVE lease_until, open_attempt${cleared}`,
      ConditionExpression: 'open_attempt.id = :id',
      ExpressionAttributeValues: {
        ':id': open.id,
        ':one': 1,
        ':count': open.retry_attempt,
        ':number': open.number - 1,
      },
    });
    await retryConflicts(() => this.#client.send(withdrawal));
  }

  async amend(listing: StoredListing, changes: ListingChanges): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#tables.channels,
      Key: listingKey(listing, listing.id),
      ...updateOf(changes, { revision: listing.revision }),
    });

    return ifConditionHolds(() => this.#client.send(update));
  }

  async park(job: SyncJob, until: number): Promise<void> {
    const look = new UpdateCommand({
      TableName: this.#tables.channels,
      Key: listingKey(job, job.listing_id),
      UpdateExpression: 'SET due_at = :until, due_shard = :shard',
      ConditionExpression: 'attribute_exists(due_at)',
      ExpressionAttributeValues: {
        ':until': toTimestamp(until),
        ':shard': dueShard(job.listing_id),
      },
    });
    // Without a due time there is nothing to be done for it any more.
    await ifConditionHolds(() => this.#client.send(look));
  }

  /** Against a worker whose memory of the target is some seconds old: paused means silent, and a changed limit holds. */
  #targetMayBeCalled({ audit, rate_limit_config }: Attempt): TransactItem {
    return {
      ConditionCheck: {
        TableName: this.#tables.channels,
        Key: targetKey(audit, audit.target_id),
        ConditionExpression:
          'is_active = :yes AND deleted_at = :null AND rate_limit_config = :limit AND (blocked_until = :null OR blocked_until <= :now)',
        ExpressionAttributeValues: {
          ':yes': true,
          ':null': null,
          ':limit': rate_limit_config,
          ':now': audit.started_at,
        },
      },
    };
  }

  /** The listing as stored when it has been written to meanwhile; undefined when the attempt is closed. */
  async #tryClose(
    attempt: Attempt,
    closing: AuditClosing,
    { current, changes }: { current: StoredListing; changes: ListingChanges },
  ): Promise<Record<string, unknown> | undefined> {
    const { audit, open, opened } = attempt;
    try {
      await this.#write([
        {
          Update: {
            TableName: this.#tables.channels,
            Key: listingKey(opened, opened.id),
            ...updateOf(changes, { revision: current.revision, attempt_id: open.id }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        ...this.#closed({ ...audit, ...closing }, open.number),
        ...externalTaken(this.#tables.channels, attempt, changes),
      ]);
      return undefined;
    } catch (error) {
      const stored = error instanceof TransactionCanceledException ? oldItem(error, 0) : undefined;
      if (stored === undefined) throw error;
      return stored;
    }
  }

  /** Closes what a dead worker left open on the listing, if it did. */
  #abandoned({ opened, audit }: Attempt): TransactItem[] {
    const left = opened.open_attempt;
    if (left === undefined) return [];

    return this.#closed(abandonedRow(opened, left, audit.started_at), left.number);
  }

  #closed(row: OutboundAudit, number: number): TransactItem[] {
    return [
      closedRow(this.#tables.audit, row, number),
      countAttempt(this.#tables.meters, row, row),
    ];
  }

  async #write(items: TransactItem[]): Promise<void> {
    await retryConflicts(() =>
      this.#client.send(new TransactWriteCommand({ TransactItems: items })),
    );
  }
}
