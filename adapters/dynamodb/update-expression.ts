import type { ListingChanges } from '../../domain/sync/settle.ts';
import { listingAttributes } from './listing-item.ts';

/** The parts of an `Update` that a set of changes comes to. */
export interface UpdateParts {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

/** What a listing must still be: as often written to as when it was read, and under that attempt. */
export interface ExpectedListing {
  readonly revision: number;
  readonly attempt_id?: string;
}

/** Changes of a listing as one conditional update: every write raises `revision`. */
export function updateOf(changes: ListingChanges, expected: ExpectedListing): UpdateParts {
  const set = Object.entries(listingAttributes(changes.set)).filter(
    ([, value]) => value !== undefined,
  );
  const emptied = Object.entries(changes.set).flatMap(([name, value]) =>
    value === null ? [name] : [],
  );
  const removed = changes.remove.filter((name) => !(name in changes.set));
  const remove = [...new Set<string>([...removed, ...emptied])];
  const names = ['revision', ...set.map(([name]) => name), ...remove];
  const { revision, attempt_id } = expected;
  const isOwn = attempt_id === undefined ? '' : ' AND open_attempt.id = :attempt';
  const clauses = [
    `SET ${[...set.map(([name]) => `#${name} = :${name}`), '#revision = :next'].join(', ')}`,
    ...(remove.length === 0 ? [] : [`REMOVE ${remove.map((name) => `#${name}`).join(', ')}`]),
  ];

  return {
    UpdateExpression: clauses.join(' '),
    ConditionExpression: `#revision = :read${isOwn}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
      ':read': revision,
      ':next': revision + 1,
      ...(attempt_id === undefined ? {} : { ':attempt': attempt_id }),
    },
  };
}
