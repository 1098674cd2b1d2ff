import { expect, it } from 'vitest';
import { makePostJson } from '../../../adapters/channels/post-json.ts';
import { ScriptedServer } from '../../fakes/scripted-server.ts';

const body = JSON.stringify({ name: 'Casa è' });

it('posts JSON with its headers, and follows no redirect', async () => {
  await using server = await ScriptedServer.start({
    ...{ status: 307, headers: { location: '/elsewhere' }, body: 'over there' },
  });
  const post = makePostJson({ allowPrivateBaseUrls: true });
  const posted = await post(`${server.url}/hook`, { 'webhook-id': 'm' }, body);

  expect(posted).toMatchObject({ status: 307, body: 'over there' });
  expect(server.requests).toMatchObject([{ method: 'POST', path: '/hook', body }]);
  expect(server.requests[0]?.headers).toMatchObject({
    ...{ 'webhook-id': 'm', 'content-type': 'application/json', 'user-agent': 'tvl-channels' },
  });
});

it.each(['http://127.0.0.1', 'https://127.0.0.1', 'https://localhost'])(
  'calls nothing at %s where the stage is not local',
  async (place) => {
    await using server = await ScriptedServer.start({ status: 200 });
    const { port } = new URL(server.url);
    const post = makePostJson({ allowPrivateBaseUrls: false });

    expect(await post(`${place}:${port}/hook`, {}, body)).toEqual({
      status: null,
      reason: 'only https to public addresses is allowed',
    });
    expect(server.requests).toEqual([]);
  },
);

it('tells of a receiver that closes the connection', async () => {
  await using server = await ScriptedServer.start((response) => void response.destroy());
  const post = makePostJson({ allowPrivateBaseUrls: true });

  expect(await post(server.url, {}, body)).toEqual({
    status: null,
    reason: 'the connection failed (ECONNRESET)',
  });
});
