import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeys } from '../../../adapters/dynamodb/identity/api-keys.ts';
import { DynamoMembers } from '../../../adapters/dynamodb/identity/members.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { addMember } from '../../../domain/identity/manage-members.ts';
import { type Member, personId } from '../../../domain/identity/member.ts';
import type { Role } from '../../../domain/identity/principal.ts';
import { apiKeyRoutes } from '../../../lambdas/auth-api/routes/api-keys.ts';
import { memberRoutes } from '../../../lambdas/auth-api/routes/members.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';

const demo: Tenant = { org_id: 'demo', account_id: 'main' };
let database: TestDatabase;
let api: TestApi;
let members: DynamoMembers;
beforeAll(async () => {
  database = await startDynamoDb();
  const { documentClient, tables } = database;
  members = new DynamoMembers(documentClient, tables.channels);
  const keys = new ApiKeys(documentClient, tables);
  api = await startTestApi(
    [...memberRoutes({ members, clock: Date.now }), ...apiKeyRoutes({ keys, clock: Date.now })],
    database,
  );
});
afterAll(() => {
  expect(api.faults).toEqual([]);
  database.stop();
});

const add = (email: string, role: Role, tenant = demo) =>
  addMember({ tenant, email, role }, null, { members, clock: Date.now });
const rolesOf = async (tenant: Tenant) =>
  (await members.list(tenant, { limit: 100 })).items.map(({ role }) => role);

describe('members', () => {
  it('are added by address, shown, changed and removed', async () => {
    const added = await api.call('POST /api/members', {
      body: { email: ' Ada@Example.com ', role: 'Viewer' },
    });
    expect(added).toMatchObject({
      status: 201,
      json: { email: 'ada@example.com', role: 'Viewer', user_id: personId('ada@example.com') },
      headers: { etag: '"1"' },
    });
    const path = added.headers.location;
    expect(await api.call(`GET ${path}`)).toMatchObject({ status: 200, json: added.json });
    expect((await api.call('GET /api/members')).json.items).toContainEqual(added.json);

    const changed = await api.call(`PATCH ${path}`, { body: { role: 'ContentManager' } });
    expect(changed).toMatchObject({
      status: 200,
      json: { role: 'ContentManager' },
      headers: { etag: '"2"' },
    });
    expect(await members.ofPerson(added.json.user_id)).toMatchObject([{ role: 'ContentManager' }]);

    expect((await api.call(`DELETE ${path}`)).status).toBe(204);
    expect((await api.call(`GET ${path}`)).status).toBe(404);
    expect(await members.ofPerson(added.json.user_id)).toEqual([]);
  });

  it('are added once, whatever the capitals', async () => {
    await add('twice@example.com', 'Viewer');

    const again = await api.call('POST /api/members', {
      body: { email: 'TWICE@example.com', role: 'Owner' },
    });

    expect(again).toMatchObject({ status: 409, json: { type: '/problems/already-member' } });
    expect(await members.get(demo, personId('twice@example.com'))).toMatchObject({
      role: 'Viewer',
    });
  });

  it('are changed only as they were read, where that is asked for', async () => {
    const { user_id } = await add('etag@example.com', 'Viewer');
    const call = (etag: string) =>
      api.call(`PATCH /api/members/${user_id}`, {
        body: { role: 'ContentManager' },
        headers: { 'if-match': etag },
      });

    expect((await call('"2"')).status).toBe(412);
    expect((await call('"1"')).status).toBe(200);
  });

  it.each(['publisher', 'content', 'viewer'] as const)('are no business of a %s', async (as) => {
    const { user_id } = await add(`for-${as}@example.com`, 'Viewer');
    for (const [request, body] of [
      ['GET /api/members', undefined],
      ['POST /api/members', { email: 'x@example.com', role: 'Owner' }],
      [`PATCH /api/members/${user_id}`, { role: 'Owner' }],
      [`DELETE /api/members/${user_id}`, undefined],
      ['GET /api/api-keys', undefined],
      ['POST /api/api-keys', { name: 'x', role: 'Owner' }],
      [`DELETE /api/api-keys/${user_id}`, undefined],
    ] as const)
      expect([request, (await api.call(request, { as, body })).status]).toEqual([request, 403]);
  });

  it('of another account are as if they were not', async () => {
    const { user_id } = await add('ours@example.com', 'Viewer');
    for (const as of ['stranger', 'sibling'] as const) {
      expect((await api.call('GET /api/members', { as })).text).not.toContain('ours@example.com');
      expect((await api.call(`GET /api/members/${user_id}`, { as })).status).toBe(404);
      expect((await api.call(`DELETE /api/members/${user_id}`, { as })).status).toBe(404);
    }
  });

  it.each(['no address', 'a@b', '', `${'a'.repeat(250)}@example.com`])(
    'are not added as %s',
    async (email) => {
      const { status } = await api.call('POST /api/members', { body: { email, role: 'Viewer' } });
      expect(status).toBe(422);
    },
  );
});

describe('the last Owner', () => {
  it('can neither be demoted nor removed, until there is another', async () => {
    const as = 'stranger' as const;
    const tenant = { org_id: 'other', account_id: 'main' };
    const one = await add('one@other.example', 'Owner', tenant);
    const path = `/api/members/${one.user_id}`;
    const demote = () => api.call(`PATCH ${path}`, { as, body: { role: 'Viewer' } });

    expect(await demote()).toMatchObject({ status: 409, json: { type: '/problems/last-owner' } });
    expect((await api.call(`DELETE ${path}`, { as })).status).toBe(409);
    await add('two@other.example', 'Owner', tenant);
    expect((await demote()).status).toBe(200);
    expect((await rolesOf(tenant)).filter((role) => role === 'Owner')).toHaveLength(1);
  });

  it('is left also when Owners remove and demote each other at the same moment', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<'remove' | Role>('remove', 'Viewer', 'Owner', 'ContentManager'), {
          minLength: 2,
          maxLength: 3,
        }),
        async (fates) => {
          round += 1;
          const tenant = { org_id: 'race', account_id: `round-${round}` };
          const owners: Member[] = [];
          for (const n of fates.keys())
            owners.push(await add(`owner-${n}@race.example`, 'Owner', tenant));
          await Promise.all(
            fates.map((fate, n) => {
              const read = owners[(n + 1) % owners.length];
              if (read === undefined) return undefined;
              return fate === 'remove'
                ? members.remove(read)
                : members.change(read, { ...read, role: fate, revision: 2 });
            }),
          );
          const left = (await rolesOf(tenant)).filter((role) => role === 'Owner');
          const kept = fates.filter((fate) => fate === 'Owner').length;
          expect(left).toHaveLength(Math.max(1, kept));
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('API keys', () => {
  it('are shown once, by how they begin after that, and work until they are revoked', async () => {
    const made = await api.call('POST /api/api-keys', {
      body: { name: 'import', role: 'Owner', expires_at: '2999-01-01T00:00:00Z' },
    });
    expect(made).toMatchObject({ status: 201, json: { name: 'import', role: 'Owner' } });
    const { key, id, prefix } = made.json;
    const by = { as: null, headers: { authorization: `Bearer ${key}` } };

    const list = await api.call('GET /api/api-keys', by);
    expect(list.json.items).toContainEqual(
      expect.objectContaining({ id, prefix, expires_at: '2999-01-01T00:00:00.000Z' }),
    );
    expect(key.startsWith(prefix)).toBe(true);
    expect(list.text).not.toContain(key);
    expect(list.text).not.toContain('key_hash');
    expect((await api.call(`DELETE /api/api-keys/${id}`, by)).status).toBe(204);
    expect((await api.call('GET /api/api-keys', by)).status).toBe(401);
    expect((await api.call(`DELETE /api/api-keys/${id}`)).status).toBe(404);
  });

  it('take no Idempotency-Key, by which their answer would be kept', async () => {
    const { status, json } = await api.call('POST /api/api-keys', {
      body: { name: 'import', role: 'Viewer' },
      headers: { 'idempotency-key': 'once' },
    });

    expect([status, json.type]).toEqual([400, '/problems/bad-idempotency-key']);
  });

  it('do not begin expired', async () => {
    const body = { name: 'late', role: 'Viewer', expires_at: '2020-01-01T00:00:00Z' };

    expect((await api.call('POST /api/api-keys', { body })).status).toBe(422);
  });
});
