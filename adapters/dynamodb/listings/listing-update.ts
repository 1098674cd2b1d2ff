import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { ListingChanges } from '../../../domain/listings/listing-changes.ts';
import { listingKey } from '../keys.ts';
import { uuidBytes } from '../packed-values.ts';
import { listingAttributes } from './listing-item.ts';

/** Changes, and what the listing must still be: as often written to as when it was read, or under that attempt. */
export interface ListingUpdate {
  readonly changes: ListingChanges;
  readonly revision?: number;
  readonly attempt_id?: string;
}

/** One conditional update of a listing's own row. Every write raises `revision`. */
export function listingUpdate(
  table: string,
  listing: StoredListing,
  { changes, revision, attempt_id }: ListingUpdate,
) {
  const set = Object.entries(listingAttributes(changes.set)).filter(
    ([, value]) => value !== undefined,
  );
  const remove = absentAfter(changes);
  const names = ['revision', ...set.map(([name]) => name), ...remove];
  const assignments = [
    ...set.map(([name]) => `#${name} = :${name}`),
    '#revision = #revision + :one',
  ];
  const removal =
    remove.length === 0 ? '' : ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}`;
  const conditions = [
    ...(revision === undefined ? [] : ['#revision = :read']),
    // As text in rows of earlier versions.
    ...(attempt_id === undefined ? [] : ['open_attempt.id IN (:attempt, :attempt_text)']),
  ];

  return {
    TableName: table,
    Key: listingKey(listing, listing.id),
    UpdateExpression: `SET ${assignments.join(', ')}${removal}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
      ':one': 1,
      ...(revision === undefined ? {} : { ':read': revision }),
      ...(attempt_id === undefined
        ? {}
        : { ':attempt': uuidBytes(attempt_id), ':attempt_text': attempt_id }),
    },
  };
}

/** What is removed, unless it is set as well, and what is set to null. */
function absentAfter({ set, remove }: ListingChanges): string[] {
  const removed = remove.filter((name) => !(name in set));
  const emptied = Object.entries(set).flatMap(([name, value]) => (value === null ? [name] : []));

  return [...new Set<string>([...removed, ...emptied])];
}
