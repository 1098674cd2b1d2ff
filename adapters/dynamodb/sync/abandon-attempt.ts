import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { toTimestamp } from '../../../domain/common/time.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { ListingChanges } from '../../../domain/listings/listing-changes.ts';
import { abandonedRow } from '../../../domain/listings/open-attempt.ts';
import { closedRow } from '../audit/audit-items.ts';
import { listingUpdate } from '../listings/listing-update.ts';
import { isConditionFailure, reasonsOf, retryConflicts } from '../transactions.ts';
import type { SyncTables } from './sync-store.ts';

/** See `SyncStore.abandon`. */
export async function abandonAttempt(
  client: DynamoDBDocumentClient,
  tables: SyncTables,
  of: {
    readonly listing: StoredListing;
    readonly changes: ListingChanges;
    readonly now: number;
  },
): Promise<boolean> {
  const { listing, changes, now } = of;
  const { open_attempt: left, revision } = listing;
  const closed =
    left === undefined
      ? []
      : [closedRow(tables.audit, abandonedRow(listing, left, toTimestamp(now)), left.number)];
  const Update = listingUpdate(tables.channels, listing, { changes, revision });
  const write = new TransactWriteCommand({ TransactItems: [{ Update }, ...closed] });
  try {
    await retryConflicts(() => client.send(write));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    if (isConditionFailure(reasonsOf(error)[0])) return false;
    throw error;
  }
}
