import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { ListingChanges } from '../../../domain/listings/listing-changes.ts';
import { externalListingKey } from '../keys.ts';
import type { TransactItem } from '../transactions.ts';

/** Makes an external listing a listing's own, which no other can then adopt. Fails when another has it. */
export function takeExternal(
  table: string,
  { id, target_id, ...tenant }: Pick<StoredListing, 'id' | 'target_id' | 'org_id' | 'account_id'>,
  externalListingId: string,
): TransactItem {
  return {
    Put: {
      TableName: table,
      Item: { ...externalListingKey(tenant, target_id, externalListingId), listing_id: id },
      ConditionExpression: 'attribute_not_exists(pk) OR listing_id = :id',
      ExpressionAttributeValues: { ':id': id },
    },
  };
}

/** With the first success of a listing: the external listing that was made or written to is its own. */
export function externalTaken(
  table: string,
  { opened }: Attempt,
  { set }: ListingChanges,
): TransactItem[] {
  const external = set.external_listing_id ?? null;
  if (external === null || opened.last_payload_hash !== null) return [];

  return [takeExternal(table, opened, external)];
}
