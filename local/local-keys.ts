import { marshall } from '@aws-sdk/util-dynamodb';
import { apiKeyItem } from '../adapters/dynamodb/identity/api-key-item.ts';
import { apiKeyEntryKey, apiKeyKey } from '../adapters/dynamodb/keys.ts';
import { nameBasedId } from '../domain/common/ids.ts';
import { sha256 } from '../domain/common/payload-hash.ts';
import { type ApiKey, apiKeySchema } from '../domain/identity/api-key.ts';
import type { Cloud } from './cloud/cloud-options.ts';

const demo = { org_id: 'demo', account_id: 'main' } as const;

/** Keys for development. They open a door only where this machine's own cloud has put them into its table. */
export const localKeys = {
  'local-owner': { ...demo, role: 'Owner' },
  'local-channel-publisher': { ...demo, role: 'ChannelPublisher' },
  'local-content-manager': { ...demo, role: 'ContentManager' },
  'local-viewer': { ...demo, role: 'Viewer' },
  'local-other-owner': { org_id: 'other', account_id: 'main', role: 'Owner' },
} as const satisfies Record<string, Pick<ApiKey, 'org_id' | 'account_id' | 'role'>>;

export type LocalKey = keyof typeof localKeys;

/** Puts the keys into the table of a running cloud; putting them again changes nothing. */
export async function seedLocalKeys(cloud: Cloud): Promise<void> {
  const { CHANNELS_TABLE: TableName } = cloud.variablesOf('targets-api');
  for (const [name, principal] of Object.entries(localKeys)) {
    const key_hash = sha256(name);
    const key = apiKeySchema.parse({
      ...principal,
      id: nameBasedId(`key ${name}`),
      key_hash,
      user_id: nameBasedId(`user of ${name}`),
      name,
      created_at: '2026-01-01T00:00:00.000Z',
    });
    for (const place of [apiKeyKey(key_hash), apiKeyEntryKey(key, key.id)])
      await cloud.call('dynamodb', 'PutItem', {
        TableName,
        Item: marshall({ ...apiKeyItem(key), ...place }),
      });
  }
}
