import { expect, it } from 'vitest';
import { ApiClient } from '../../local/api-client.ts';
import { ScriptedServer } from '../fakes/scripted-server.ts';

const turnedAway = { status: 429, body: { message: 'Too Many Requests' } };
const problem = {
  type: '/problems/forbidden',
  title: 'Forbidden',
  status: 403,
  detail: 'No.',
  trace_id: 'a'.repeat(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
};

it('waits and asks again while the gateway lets no more in', async () => {
  await using server = await ScriptedServer.start(turnedAway, turnedAway, {
    ...{ status: 200, body: { items: [], next_cursor: null } },
  });

  expect(await new ApiClient(server.url, 'a-key').targets()).toEqual([]);
  expect(server.requests).toHaveLength(3);
});

it('asks once where it is answered, whatever the answer', async () => {
  await using server = await ScriptedServer.start({ status: 403, body: problem });
  const refused = new ApiClient(server.url, 'a-key').targets();

  await expect(refused).rejects.toMatchObject({ status: 403, slug: 'forbidden' });
  expect(server.requests).toHaveLength(1);
});
