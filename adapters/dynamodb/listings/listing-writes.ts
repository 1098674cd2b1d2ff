import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { ListingChanges } from '../../../domain/listings/listing-changes.ts';
import type { UnitListing } from '../../../domain/listings/listing-store.ts';
import {
  archivedPointerKey,
  externalListingKey,
  listingPointerKey,
  targetKey,
  targetListingKey,
} from '../keys.ts';
import type { Writes } from '../transactions.ts';
import { takeExternal } from './external-taken.ts';
import { listingItem } from './listing-item.ts';
import { listingUpdate } from './listing-update.ts';

/** A new listing, which must not exist, at an active target; and what finds it by unit, by target and by external listing. */
export function linkWrites(table: string, listing: UnitListing): Writes {
  const { id, target_id } = listing;
  const Item = listingItem(listing);

  return [
    ...takeItsExternal(table, listing),
    { Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
    targetIsActive(table, listing),
    pointer(table, listing),
    { Put: { TableName: table, Item: { ...targetListingKey(listing, target_id, id) } } },
  ];
}

export function reviveWrites(
  table: string,
  listing: UnitListing,
  { read, changes }: { read: StoredListing; changes: ListingChanges },
): Writes {
  const Key = archivedPointerKey(listing, listing.unit_id, listing.id);

  return [
    ...takeItsExternal(table, listing),
    { Update: listingUpdate(table, read, { changes, revision: read.revision }) },
    targetIsActive(table, listing),
    pointer(table, listing),
    { Delete: { TableName: table, Key } },
  ];
}

/**
 * The pointer moves to where the dispatcher does not look. A removal holds on to the external listing, so that nobody
 * adopts what is about to be deleted; else it becomes free, if `holdsExternal`.
 */
export function archiveWrites(
  table: string,
  { read, changes }: { read: StoredListing; changes: ListingChanges },
  holdsExternal: boolean,
): Writes {
  const { id, unit_id, target_id } = read;
  const pointers: Writes =
    unit_id === null
      ? []
      : [
          { Delete: { TableName: table, Key: listingPointerKey(read, unit_id, id) } },
          {
            Put: {
              TableName: table,
              Item: { ...archivedPointerKey(read, unit_id, id), listing_id: id, target_id },
            },
          },
        ];
  const removes = changes.set.removal_requested === true;
  const external = removes
    ? takeItsExternal(table, read)
    : freeExternal(table, read, holdsExternal);

  return [
    ...external,
    { Update: listingUpdate(table, read, { changes, revision: read.revision }) },
    ...(removes ? [targetExists(table, read)] : []),
    ...pointers,
  ];
}

/** Whether a write takes the guard of an external listing, which another listing may hold. */
export function guardsExternal({ Put }: Writes[number]): boolean {
  return String(Put?.Item?.sk).startsWith('EXTERNAL#');
}

function targetIsActive(table: string, listing: UnitListing): Writes[number] {
  return {
    ConditionCheck: {
      TableName: table,
      Key: targetKey(listing, listing.target_id),
      ConditionExpression: 'is_active = :yes AND deleted_at = :null',
      ExpressionAttributeValues: { ':yes': true, ':null': null },
    },
  };
}

/** What is to be removed at a deleted target would wait for ever. */
function targetExists(table: string, listing: StoredListing): Writes[number] {
  return {
    ConditionCheck: {
      TableName: table,
      Key: targetKey(listing, listing.target_id),
      ConditionExpression: 'deleted_at = :null',
      ExpressionAttributeValues: { ':null': null },
    },
  };
}

function pointer(
  table: string,
  { unit_id, id, target_id, ...tenant }: UnitListing,
): Writes[number] {
  const Item = { ...listingPointerKey(tenant, unit_id, id), listing_id: id, target_id };

  return { Put: { TableName: table, Item } };
}

function takeItsExternal(table: string, listing: StoredListing): Writes {
  const { external_listing_id } = listing;

  return external_listing_id === null ? [] : [takeExternal(table, listing, external_listing_id)];
}

function freeExternal(table: string, listing: StoredListing, held: boolean): Writes {
  const { id, target_id, external_listing_id } = listing;
  if (external_listing_id === null || !held) return [];

  return [
    {
      Delete: {
        TableName: table,
        Key: externalListingKey(listing, target_id, external_listing_id),
        ConditionExpression: 'listing_id = :id',
        ExpressionAttributeValues: { ':id': id },
      },
    },
  ];
}
