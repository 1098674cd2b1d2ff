import type { ListingChanges } from '../../domain/sync/settle.ts';

/** The parts of an `Update` that a set of changes comes to. */
export interface UpdateParts {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

/**
 * Changes of a listing as one conditional update: every write raises `revision`, and happens only if the attributes
 * named in `expected` are as they were read.
 */
export function updateOf(
  changes: ListingChanges,
  expected: Readonly<Record<string, unknown> & { revision: number }>,
): UpdateParts {
  const set = Object.entries(changes.set).filter(([, value]) => value !== undefined);
  const remove = [...new Set<string>(changes.remove)].filter((name) => !(name in changes.set));
  const names = [...set.map(([name]) => name), ...remove, ...Object.keys(expected)];
  const clauses = [
    `SET ${[...set.map(([name]) => `#${name} = :${name}`), '#revision = :next'].join(', ')}`,
    ...(remove.length === 0 ? [] : [`REMOVE ${remove.map((name) => `#${name}`).join(', ')}`]),
  ];

  return {
    UpdateExpression: clauses.join(' '),
    ConditionExpression: Object.keys(expected)
      .map((name) => `#${name} = :expected_${name}`)
      .join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
      ...Object.fromEntries(
        Object.entries(expected).map(([name, value]) => [`:expected_${name}`, value]),
      ),
      ':next': expected.revision + 1,
    },
  };
}
