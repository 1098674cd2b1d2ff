import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeys } from '../../../../adapters/dynamodb/identity/api-keys.ts';
import { apiKeyEntryKey, apiKeyKey, apiKeyUseKey } from '../../../../adapters/dynamodb/keys.ts';
import { makeAuthenticate } from '../../../../adapters/http/who-asks/authenticate.ts';
import { sha256 } from '../../../../domain/common/payload-hash.ts';
import { newApiKey } from '../../../../domain/identity/new-api-key.ts';
import { startDynamoDb, type TestDatabase } from '../../../support/dynamodb.ts';

const tenant = { org_id: 'acme', account_id: 'main' };
const asked = { ...tenant, role: 'Owner', name: 'laptop' } as const;
const start = Date.parse('2026-05-01T12:00:00.000Z');
const minute = 60_000;

let database: TestDatabase;
let keys: ApiKeys;
let now = start;
const reports: string[] = [];
beforeAll(async () => {
  database = await startDynamoDb();
  keys = new ApiKeys(database.documentClient, database.tables);
});
afterAll(() => database.stop());

const whoIs = (key: string, tables = database.tables) =>
  makeAuthenticate({
    client: database.documentClient,
    tables,
    clock: () => now,
    report: (event) => void reports.push(event),
  })({ headers: { authorization: `Bearer ${key}` } }).then(({ principal }) => principal);
const made = async (over: object = {}) => {
  const { key, stored } = newApiKey({ ...asked, ...over }, start);
  await keys.add(stored);
  return { key, id: stored.id };
};
const listOf = (account_id: string) => keys.list({ ...tenant, account_id }, { limit: 100 });

describe('API keys', () => {
  it('are listed for their tenant by how they begin, without what could be used as one', async () => {
    const { id, key } = await made({ account_id: 'listed' });
    await made({ account_id: 'other' });

    const list = await listOf('listed');

    expect(list.items).toMatchObject([{ id, name: 'laptop', role: 'Owner', last_used_at: null }]);
    expect(list.items[0]?.prefix).toBe(key.slice(0, 12));
    await expect(whoIs(key)).resolves.toMatchObject({ account_id: 'listed' });
  });

  it('are listed page by page', async () => {
    const ids = [];
    for (let n = 0; n < 5; n += 1) ids.push((await made({ account_id: 'pages' })).id);
    const found = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await keys.list({ ...tenant, account_id: 'pages' }, { limit: 2, cursor });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }

    expect(found).toEqual(ids.toSorted());
  });

  it.each(['id', 'key'] as const)(
    'are refused once revoked by %s, and listed no more',
    async (by) => {
      const one = await made({ account_id: by });
      const other = await made({ account_id: by });
      await whoIs(one.key);

      expect(await keys.revoke({ ...tenant, account_id: by }, one[by])).toBe(true);

      await expect(whoIs(one.key)).rejects.toMatchObject({ status: 401 });
      await expect(whoIs(other.key)).resolves.toBeDefined();
      expect((await listOf(by)).items.map(({ id }) => id)).toEqual([other.id]);
      expect(await keys.revoke({ ...tenant, account_id: by }, one[by])).toBe(false);
    },
  );

  it('are listed although one cannot be read, which is named', async () => {
    const account = { ...tenant, account_id: 'unreadable' };
    const { id } = await made({ account_id: account.account_id });
    const Item = { ...apiKeyEntryKey(account, 'ffffffff'), key_hash: 'x', name: 7 };
    await database.documentClient.send(
      new PutCommand({ TableName: database.tables.channels, Item }),
    );

    expect(await listOf('unreadable')).toMatchObject({ items: [{ id }], left_out: ['ffffffff'] });
  });

  it('of others cannot be revoked', async () => {
    const { id, key } = await made();

    expect(await keys.revoke({ ...tenant, account_id: 'second' }, id)).toBe(false);
    expect(await keys.revoke({ ...tenant, org_id: 'other' }, key)).toBe(false);
    await expect(whoIs(key)).resolves.toBeDefined();
  });

  it('that were made before they had ids are revoked by the key itself', async () => {
    const { key, stored } = newApiKey(asked, start);
    const { id: _, expires_at: __, prefix: ___, created_by: ____, ...without } = stored;
    const Item = { ...apiKeyKey(stored.key_hash), ...without };
    await database.documentClient.send(
      new PutCommand({ TableName: database.tables.channels, Item }),
    );

    await expect(whoIs(key)).resolves.toBeDefined();
    expect(await keys.revoke(tenant, key)).toBe(true);
    await expect(whoIs(key)).rejects.toMatchObject({ status: 401 });
  });

  it('are refused from the moment they expire, though the table still has them', async () => {
    const { key } = await made({ account_id: 'ends', expires_at: '2026-05-01T13:00:00.000Z' });

    now = start + 60 * minute - 1;
    await expect(whoIs(key)).resolves.toBeDefined();
    now = start + 60 * minute;
    await expect(whoIs(key)).rejects.toMatchObject({ status: 401 });
    now = start;
    const [{ expires_at } = {}] = (await listOf('ends')).items;
    expect(expires_at).toBe('2026-05-01T13:00:00.000Z');
  });
});

describe('the last use of a key', () => {
  const lastUseOf = async (key: string) => {
    const Key = apiKeyUseKey(sha256(key));
    const TableName = database.tables.meters;
    return (await database.documentClient.send(new GetCommand({ TableName, Key }))).Item?.used_at;
  };

  it('is noted once for all requests of some minutes, and shown', async () => {
    const { key } = await made({ account_id: 'used' });
    const noted = [];
    for (const at of [0, 4.9, 5, 9]) {
      now = start + at * minute;
      await whoIs(key);
      noted.push(await lastUseOf(key));
    }
    now = start;

    expect(noted).toEqual([
      '2026-05-01T12:00:00.000Z',
      '2026-05-01T12:00:00.000Z',
      '2026-05-01T12:05:00.000Z',
      '2026-05-01T12:05:00.000Z',
    ]);
    expect((await listOf('used')).items[0]?.last_used_at).toBe('2026-05-01T12:05:00.000Z');
  });

  it('refuses nobody when it cannot be noted', async () => {
    const { key } = await made();
    const send = database.documentClient.send.bind(database.documentClient);
    const client = Object.create(database.documentClient, {
      send: {
        value: (command: { constructor: { name: string } }) =>
          command.constructor.name === 'UpdateCommand'
            ? Promise.reject(new Error('throttled'))
            : send(command as never),
      },
    });
    const authenticate = makeAuthenticate({
      client,
      tables: database.tables,
      clock: () => now,
      report: (event) => void reports.push(event),
    });

    await expect(
      authenticate({ headers: { authorization: `Bearer ${key}` } }),
    ).resolves.toBeDefined();
    expect(reports).toContain('use-not-noted');
  });
});
