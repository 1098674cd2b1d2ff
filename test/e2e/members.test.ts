import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalSystem, startLocalSystem } from '../support/local-system.ts';

let system: LocalSystem;
beforeAll(async () => {
  system = await startLocalSystem();
});
afterAll(() => system.stop());

it('Owners add, change and remove members, and may do so to each other but for the last', async () => {
  const added = await system.call('POST /api/members', { email: 'a@x.example', role: 'Owner' });
  const path = added.headers.get('location');
  const other = await system.call('POST /api/members', { email: 'b@x.example', role: 'Owner' });
  const demote = () => system.call(`PATCH ${path}`, { role: 'Viewer' });

  expect([added.status, other.status]).toEqual([201, 201]);
  expect((await system.call('GET /api/members')).json.items).toHaveLength(2);
  expect((await system.call(`DELETE ${other.headers.get('location')}`)).status).toBe(204);
  expect((await demote()).json).toMatchObject({ status: 409, type: '/problems/last-owner' });
  expect((await system.call(`GET ${path}`)).json).toMatchObject({ role: 'Owner' });
});

it('a key that an Owner makes opens what its role may do, until it is revoked', async () => {
  const { json: made } = await system.call('POST /api/api-keys', { name: 'one', role: 'Viewer' });
  const headers = { authorization: `Bearer ${made.key}` };
  const ask = () =>
    system.call(`GET /api/channels/targets/${randomUUID()}/health`, undefined, { headers });

  expect((await ask()).status).toBe(404);
  const { json: list } = await system.call('GET /api/api-keys');
  expect(list.items).toContainEqual(
    expect.objectContaining({ id: made.id, last_used_at: expect.any(String) }),
  );
  expect((await system.call(`DELETE /api/api-keys/${made.id}`)).status).toBe(204);
  expect((await ask()).status).toBe(401);
});
