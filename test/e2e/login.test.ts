import { afterAll, beforeAll, expect, it } from 'vitest';
import { sessionCookie } from '../../adapters/http/who-asks/cookies.ts';
import { hurried } from '../../local/hurried.ts';
import { loginVariables, seedLogin } from '../../local/login/local-login.ts';
import { type LoginProvider, startLoginProvider } from '../../local/login/login-provider.ts';
import { CookieJar, follow } from '../support/cookie-jar.ts';
import { type LocalSystem, startLocalSystem } from '../support/local-system.ts';

let provider: LoginProvider;
let system: LocalSystem;
let home: string;
beforeAll(async () => {
  provider = await startLoginProvider({ port: 0 });
  system = await startLocalSystem({}, { ...hurried, ...loginVariables(provider) });
  home = system.cloud.apiUrl.replace('127.0.0.1', 'localhost');
  await seedLogin(system.cloud);
  provider.serve(home);
});
afterAll(async () => {
  await system.stop();
  await provider.stop();
});

it('a person logs in, works in the account, and logs out', async () => {
  const ours = new CookieJar();
  const theirs = new CookieJar();
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { cookie: ours.all.join('; '), origin: home };
    const answer = await fetch(`${home}${path}`, { redirect: 'manual', headers, ...init });
    ours.keep(answer.headers.getSetCookie());
    return answer;
  };

  const begun = await call('/api/auth/login?return_to=/docs');
  const way = { jar: theirs, home };
  const page = await follow(String(begun.headers.get('location')), way);
  const body = new URLSearchParams({ email: 'owner@demo.example' });
  const back = await follow(page, { ...way, method: 'POST', body });
  const done = await call(back.slice(home.length));

  expect([done.status, done.headers.get('location')]).toEqual([302, '/docs']);
  expect(ours.get(sessionCookie)).toBeDefined();
  const me = await (await call('/api/me')).json();
  expect(me).toMatchObject({ email: 'owner@demo.example', role: 'Owner', org_id: 'demo' });

  system.cloud.clearRequests();
  expect((await call('/api/channels/targets')).status).toBe(200);
  const asked = system.cloud
    .requests()
    .filter(({ action }) => action === 'BatchGetItem')
    .reduce((sum, { count }) => sum + count, 0);
  // Who asks, and as what, is one request.
  expect(asked).toBe(1);

  expect((await call('/api/auth/logout', { method: 'POST' })).status).toBe(204);
  expect(ours.get(sessionCookie)).toBeUndefined();
  expect((await call('/api/me')).status).toBe(401);
});
