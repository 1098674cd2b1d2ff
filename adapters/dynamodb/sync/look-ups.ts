import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { Adoption, LookState } from '../../../domain/sync/sync-store.ts';
import { listingKey } from '../keys.ts';
import { takeExternal } from '../listings/external-taken.ts';
import { listingUpdate } from '../listings/listing-update.ts';
import {
  ifConditionHolds,
  isConditionFailure,
  reasonsOf,
  retryConflicts,
} from '../transactions.ts';

/** See `SyncStore.adopt`. */
export async function adoptExternal(
  client: DynamoDBDocumentClient,
  table: string,
  found: { readonly listing: StoredListing; readonly external_listing_id: string },
): Promise<Adoption> {
  const { listing, external_listing_id } = found;
  const { revision } = listing;
  // What is found has been applied.
  const changes = { set: { external_listing_id }, remove: ['doubt_until', 'look'] as const };
  const TransactItems = [
    { Update: listingUpdate(table, listing, { changes, revision }) },
    takeExternal(table, listing, external_listing_id),
  ];
  try {
    await retryConflicts(() => client.send(new TransactWriteCommand({ TransactItems })));
    return 'adopted';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const [written, guard] = reasonsOf(error);
    if (isConditionFailure(written)) return 'stale';
    if (isConditionFailure(guard)) return 'taken';
    throw error;
  }
}

/** See `SyncStore.noteLook`. */
export async function noteLook(
  client: DynamoDBDocumentClient,
  table: string,
  { listing, look }: { readonly listing: StoredListing; readonly look: LookState },
): Promise<void> {
  const { attempt_number } = listing;
  const isSame =
    attempt_number === undefined
      ? 'attribute_exists(pk) AND attribute_not_exists(attempt_number)'
      : 'attempt_number = :attempts';
  const note = new UpdateCommand({
    TableName: table,
    Key: listingKey(listing, listing.id),
    UpdateExpression: 'SET look = :look',
    ConditionExpression: isSame,
    ExpressionAttributeValues: {
      ':look': look,
      ...(attempt_number === undefined ? {} : { ':attempts': attempt_number }),
    },
  });
  await ifConditionHolds(() => client.send(note));
}
