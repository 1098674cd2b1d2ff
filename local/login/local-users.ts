import { marshall } from '@aws-sdk/util-dynamodb';
import { memberKey, membershipKey, ownersKey } from '../../adapters/dynamodb/keys.ts';
import { type Member, personId } from '../../domain/identity/member.ts';
import type { Cloud } from '../cloud/cloud-options.ts';
import { AwsError } from '../cloud/common/aws-call.ts';

/** Somebody who may log in on this machine. `email_verified`: whether the provider vouches for the address. @default true */
export type LocalUser = Pick<Member, 'email' | 'org_id' | 'account_id' | 'role'> & {
  readonly email_verified?: boolean;
};

const demo = { org_id: 'demo', account_id: 'main' } as const;

/** A person for each role, and one of another organisation. */
export const localUsers: readonly LocalUser[] = [
  { ...demo, email: 'owner@demo.example', role: 'Owner' },
  { ...demo, email: 'channel-publisher@demo.example', role: 'ChannelPublisher' },
  { ...demo, email: 'content-manager@demo.example', role: 'ContentManager' },
  { ...demo, email: 'viewer@demo.example', role: 'Viewer' },
  { org_id: 'other', account_id: 'main', email: 'owner@other.example', role: 'Owner' },
];

const made = '2026-01-01T00:00:00.000Z';

/** Makes them members in the table of a running cloud. What was made of them since stays. */
export async function seedLocalUsers(cloud: Cloud): Promise<void> {
  const { CHANNELS_TABLE: TableName } = cloud.variablesOf('auth-api');
  for (const { email, org_id, account_id, role } of localUsers) {
    const user_id = personId(email);
    const tenant = { org_id, account_id };
    const member: Member = {
      ...tenant,
      user_id,
      email,
      role,
      revision: 1,
      created_at: made,
      created_by: null,
      updated_at: made,
    };
    const places = [
      { ...member, ...memberKey(tenant, user_id) },
      { ...member, ...membershipKey(user_id, tenant) },
      ...(role === 'Owner' ? [{ ...ownersKey(tenant), owners: new Set([user_id]) }] : []),
    ];
    await cloud
      .call('dynamodb', 'TransactWriteItems', {
        TransactItems: places.map((item) => ({
          Put: { TableName, Item: marshall(item), ConditionExpression: 'attribute_not_exists(pk)' },
        })),
      })
      .catch(unlessThere);
  }
}

function unlessThere(error: unknown): void {
  if (!(error instanceof AwsError && error.code === 'TransactionCanceledException')) throw error;
}
