import type { Member } from '../../../domain/identity/member.ts';
import { memberKey, membershipKey, ownersKey } from '../keys.ts';
import type { Writes } from '../transactions.ts';

export function additionOf(member: Member, TableName: string): Writes {
  return [
    {
      Put: {
        TableName,
        Item: { ...member, ...memberKey(member, member.user_id) },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    entryOf(member, TableName),
    ...(member.role === 'Owner' ? [ownerComes(member, TableName)] : []),
  ];
}

export function changeOf(read: Member, changed: Member, TableName: string): Writes {
  return [
    {
      Put: {
        TableName,
        Item: { ...changed, ...memberKey(changed, changed.user_id) },
        ...isAsRead(read),
      },
    },
    entryOf(changed, TableName),
    ...ownersAfter(read, changed, TableName),
  ];
}

export function removalOf(read: Member, TableName: string): Writes {
  return [
    { Delete: { TableName, Key: memberKey(read, read.user_id), ...isAsRead(read) } },
    { Delete: { TableName, Key: membershipKey(read.user_id, read) } },
    ...ownersAfter(read, undefined, TableName),
  ];
}

function entryOf(member: Member, TableName: string): Writes[number] {
  return { Put: { TableName, Item: { ...member, ...membershipKey(member.user_id, member) } } };
}

function isAsRead({ revision, created_at }: Member) {
  return {
    // A person who was removed and added again has the same revision at another time.
    ConditionExpression: 'revision = :revision AND created_at = :created_at',
    ExpressionAttributeValues: { ':revision': revision, ':created_at': created_at },
  };
}

function ownersAfter(read: Member, changed: Member | undefined, TableName: string): Writes {
  const [was, will] = [read.role === 'Owner', changed?.role === 'Owner'];
  if (was === will) return [];

  return [was ? ownerGoes(read, TableName) : ownerComes(read, TableName)];
}

function ownerComes(member: Member, TableName: string): Writes[number] {
  return {
    Update: {
      TableName,
      Key: ownersKey(member),
      UpdateExpression: 'ADD owners :id',
      ExpressionAttributeValues: { ':id': new Set([member.user_id]) },
    },
  };
}

/** Transactions on one item follow each other, so of two Owners who remove each other the second finds none left but itself. */
function ownerGoes(member: Member, TableName: string): Writes[number] {
  return {
    Update: {
      TableName,
      Key: ownersKey(member),
      UpdateExpression: 'DELETE owners :id',
      ConditionExpression: 'size(owners) > :one',
      ExpressionAttributeValues: { ':id': new Set([member.user_id]), ':one': 1 },
    },
  };
}
