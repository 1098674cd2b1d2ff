import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeys } from '../../../adapters/dynamodb/api-keys.ts';
import { apiKeyEntryKey, apiKeyKey } from '../../../adapters/dynamodb/keys.ts';
import { makeAuthenticate } from '../../../adapters/http/authenticate.ts';
import { newApiKey } from '../../../bin/new-api-key.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';

const tenant = { org_id: 'acme', account_id: 'main' };
const asked = {
  org: 'acme',
  account: 'main',
  role: 'Owner',
  name: 'laptop',
  user: '7f8a1f5e-58a4-4f34-9f0b-2f7d0a3f6c11',
} as const;

let database: TestDatabase;
let keys: ApiKeys;
beforeAll(async () => {
  database = await startDynamoDb();
  keys = new ApiKeys(database.documentClient, database.tables.channels);
});
afterAll(() => database.stop());

const whoIs = (key: string) =>
  makeAuthenticate(database.documentClient, database.tables.channels)(`Bearer ${key}`);
const made = async (over: object = {}) => {
  const { key, stored } = newApiKey({ ...asked, ...over }, new Date());
  await keys.add(stored);
  return { key, id: stored.id };
};

describe('API keys', () => {
  it('are listed for their tenant without what could be used as one', async () => {
    const { id, key } = await made({ account: 'listed' });
    await made({ account: 'other' });

    const list = await keys.list({ ...tenant, account_id: 'listed' });

    expect(list).toMatchObject({ keys: [{ id, name: 'laptop', role: 'Owner' }], left_out: [] });
    expect(JSON.stringify(list)).not.toMatch(/key_hash|tvl_/);
    await expect(whoIs(key)).resolves.toMatchObject({ account_id: 'listed' });
  });

  it.each(['id', 'key'] as const)(
    'are refused once revoked by %s, and listed no more',
    async (by) => {
      const one = await made({ account: by });
      const other = await made({ account: by });

      expect(await keys.revoke({ ...tenant, account_id: by }, one[by])).toBe(true);

      await expect(whoIs(one.key)).rejects.toMatchObject({ status: 401 });
      await expect(whoIs(other.key)).resolves.toBeDefined();
      expect(await keys.list({ ...tenant, account_id: by })).toMatchObject({
        keys: [{ id: other.id }],
      });
      expect(await keys.revoke({ ...tenant, account_id: by }, one[by])).toBe(false);
    },
  );

  it('are listed although one cannot be read, which is named', async () => {
    const account = { ...tenant, account_id: 'unreadable' };
    const { id } = await made({ account: account.account_id });
    const Item = { ...apiKeyEntryKey(account, 'broken'), name: 7 };
    await database.documentClient.send(
      new PutCommand({ TableName: database.tables.channels, Item }),
    );

    expect(await keys.list(account)).toMatchObject({ keys: [{ id }], left_out: ['broken'] });
  });

  it('of others cannot be revoked', async () => {
    const { id, key } = await made();

    expect(await keys.revoke({ ...tenant, account_id: 'second' }, id)).toBe(false);
    expect(await keys.revoke({ ...tenant, org_id: 'other' }, key)).toBe(false);
    await expect(whoIs(key)).resolves.toBeDefined();
  });

  it('that were made before they had ids are revoked by the key itself', async () => {
    const { key, stored } = newApiKey(asked, new Date());
    const { id: _, ...without } = stored;
    const Item = { ...apiKeyKey(stored.key_hash), ...without };
    await database.documentClient.send(
      new PutCommand({ TableName: database.tables.channels, Item }),
    );

    await expect(whoIs(key)).resolves.toBeDefined();
    expect(await keys.revoke(tenant, key)).toBe(true);
    await expect(whoIs(key)).rejects.toMatchObject({ status: 401 });
  });
});
