import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeLocalAws } from '../../local/local-aws.ts';
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

it("who holds the account's credentials makes an Owner by the command line, and nobody else does", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'owner-'));
  writeLocalAws(system.cloud, folder);
  const owner = (email: string) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      const place = ['--stage', 'local', '--org', 'demo', '--account', 'main'];
      execFile(
        process.execPath,
        ['bin/owner.ts', ...place, '--email', email],
        { env: { ...process.env, TVL_CHANNELS_DATA_DIR: folder } },
        (error, stdout, stderr) =>
          resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
      );
    });
  const roles = async () => {
    const { items } = (await system.call('GET /api/members?limit=100')).json;
    return new Map(items.map((each: Record<string, string>) => [each.email, each.role]));
  };

  // One who is there already gets the role, and to ask again changes nothing.
  await system.call('POST /api/members', { email: 'old@x.example', role: 'Viewer' });
  for (const email of ['new@x.example', 'Old@X.example', 'new@x.example'])
    expect((await owner(email)).said).toBe(`${email.toLowerCase()} is an Owner of demo/main\n`);
  expect(await roles()).toEqual(
    new Map([...(await roles()), ['new@x.example', 'Owner'], ['old@x.example', 'Owner']]),
  );

  const unclear = await owner('no address');
  expect([unclear.code, unclear.said]).toEqual([2, expect.stringMatching(/email[\s\S]*Usage:/)]);

  appendFileSync(
    join(folder, 'aws.env'),
    'AWS_SECRET_ACCESS_KEY=another\nAWS_ACCESS_KEY_ID=another\n',
  );
  const { code, said } = await owner('thief@x.example');
  expect([code, said]).toEqual([1, expect.stringContaining('security token')]);
  expect((await roles()).has('thief@x.example')).toBe(false);
  rmSync(folder, { recursive: true });
});
