import type { StoredTarget } from '../../../domain/targets/target.ts';
import { assignments } from '../assignments.ts';
import { registryKey, targetKey, targetNameKey } from '../keys.ts';
import type { Writes } from '../transactions.ts';

/** The row, the guard of its name, and (once more, so that no target is ever without) its entry in the registry. */
export function creationOf(target: StoredTarget, TableName: string): Writes {
  const { org_id, account_id, id } = target;
  const entry = { org_id, account_id, id, registered_at: target.created_at };

  return [
    {
      Put: {
        TableName,
        Item: { ...target, ...targetKey(target, id) },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    takeName(target, TableName),
    { Put: { TableName, Item: { ...entry, ...registryKey(target, id) } } },
  ];
}

/** The changed row, and the guard of its name moved along with a new name or freed by a deletion. */
export function editOf(read: StoredTarget, edited: StoredTarget, TableName: string): Writes {
  const row = updateRow(read, edited, TableName);
  if (edited.deleted_at !== null) return [row, freeName(read, TableName)];
  if (edited.name === read.name) return [row];

  return [row, takeName(edited, TableName), freeName(read, TableName)];
}

/** The row and its name, as if they had never been. */
export function discardOf(target: StoredTarget, TableName: string): Writes {
  return [
    { Delete: { TableName, Key: targetKey(target, target.id) } },
    freeName(target, TableName),
  ];
}

function updateRow(read: StoredTarget, edited: StoredTarget, TableName: string): Writes[number] {
  const before: Record<string, unknown> = read;
  const changed = Object.entries(edited).filter(([name, value]) => value !== before[name]);
  const { ExpressionAttributeValues, ...parts } = assignments(Object.fromEntries(changed));

  return {
    Update: {
      TableName,
      Key: targetKey(read, read.id),
      ...parts,
      // What the system notes meanwhile leaves the revision alone, and what is not edited is not written back.
      ConditionExpression: '#revision = :read AND deleted_at = :null',
      ExpressionAttributeValues: {
        ...ExpressionAttributeValues,
        ':read': read.revision,
        ':null': null,
      },
    },
  };
}

function takeName(target: StoredTarget, TableName: string): Writes[number] {
  return {
    Put: {
      TableName,
      Item: { ...nameKey(target), target_id: target.id },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

function freeName(target: StoredTarget, TableName: string): Writes[number] {
  return {
    Delete: {
      TableName,
      Key: nameKey(target),
      ConditionExpression: 'attribute_not_exists(pk) OR target_id = :id',
      ExpressionAttributeValues: { ':id': target.id },
    },
  };
}

function nameKey(target: StoredTarget) {
  return targetNameKey(target, target.channel_type, target.name);
}
