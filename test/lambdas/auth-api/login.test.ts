import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  attemptSeconds,
  LoginAttempts,
} from '../../../adapters/dynamodb/identity/login-attempts.ts';
import { DynamoMembers } from '../../../adapters/dynamodb/identity/members.ts';
import { DynamoSessions } from '../../../adapters/dynamodb/identity/sessions.ts';
import { sessionCookie } from '../../../adapters/http/who-asks/cookies.ts';
import { OidcProvider } from '../../../adapters/oidc/oidc-provider.ts';
import type { LoginAttempt } from '../../../domain/identity/log-in.ts';
import { addMember } from '../../../domain/identity/manage-members.ts';
import { personId } from '../../../domain/identity/member.ts';
import { loginRoutes } from '../../../lambdas/auth-api/routes/login.ts';
import { meRoutes } from '../../../lambdas/auth-api/routes/me.ts';
import { memberRoutes } from '../../../lambdas/auth-api/routes/members.ts';
import { type LocalUser, localUsers } from '../../../local/login/local-users.ts';
import {
  type LoginProvider,
  localClient,
  startLoginProvider,
} from '../../../local/login/login-provider.ts';
import { CookieJar, follow } from '../../support/cookie-jar.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';
import { publicUrl, startTestApi, type TestAnswer, type TestApi } from '../../support/test-api.ts';

const demo = { org_id: 'demo', account_id: 'main', role: 'Viewer' } as const;
const users: LocalUser[] = [
  ...localUsers,
  { ...demo, email: 'unverified@demo.example', email_verified: false },
  { ...demo, email: 'two@demo.example' },
];
const minute = 60_000;

let now = Date.now();
let database: TestDatabase;
let members: DynamoMembers;
let provider: LoginProvider;
let openProvider: LoginProvider;
let api: TestApi;
let openApi: TestApi;
/** What was logged of logins that were refused. */
const reports: unknown[] = [];
let tamper: ((attempt: LoginAttempt) => LoginAttempt) | undefined;
beforeAll(async () => {
  database = await startDynamoDb();
  const { documentClient, tables } = database;
  const clock = () => now;
  members = new DynamoMembers(documentClient, tables.channels);
  const sessions = new DynamoSessions(documentClient, tables.meters);
  const deps = { members, sessions, clock };
  const apiAt = async (at: LoginProvider) => {
    at.serve(publicUrl);
    const client = new OidcProvider({
      issuer: at.issuer,
      client_id: localClient.id,
      readSecret: async () => localClient.secret,
      redirect_uri: `${publicUrl}/api/auth/callback`,
      allow_http: true,
    });
    const bound = [
      ...loginRoutes({
        ...deps,
        provider: {
          begin: () => client.begin(),
          finish: (query, attempt) => client.finish(query, tamper?.(attempt) ?? attempt),
        },
        attempts: new LoginAttempts(documentClient, tables.meters, clock),
        attempt_seconds: attemptSeconds,
        report: (event, details) => reports.push([event, details]),
      }),
      ...meRoutes(deps),
      ...memberRoutes(deps),
    ];
    return startTestApi(bound, database, clock);
  };
  provider = await startLoginProvider({ port: 0, users });
  openProvider = await startLoginProvider({ port: 0, users, email_in_id_token: true });
  [api, openApi] = [await apiAt(provider), await apiAt(openProvider)];
  for (const { email, role, ...tenant } of users)
    await addMember({ tenant, email, role }, null, deps);
  await addMember(
    { tenant: { org_id: 'second', account_id: 'one' }, email: 'two@demo.example', role: 'Owner' },
    null,
    deps,
  );
});
beforeEach(() => {
  tamper = undefined;
});
afterAll(async () => {
  expect(api.faults).toEqual([]);
  await Promise.all([provider.stop(), openProvider.stop()]);
  database.stop();
});

/** Somebody's browser, with cookies of our origin and the provider's. */
class Browser {
  readonly ours = new CookieJar();
  readonly #theirs = new CookieJar();
  readonly #api: TestApi;

  constructor(at: TestApi = api) {
    this.#api = at;
  }

  get session(): string | undefined {
    return this.ours.get(sessionCookie);
  }

  async call(request: string, options: object = {}): Promise<TestAnswer> {
    const answer = await this.#api.call(request, { as: null, cookies: this.ours.all, ...options });
    this.ours.keep(answer.cookies);
    return answer;
  }

  /** From the login to where the provider sends one back to: path and query. */
  async seeProvider(email: string, returnTo = '/'): Promise<string> {
    const begun = await this.call(`GET /api/auth/login?return_to=${encodeURIComponent(returnTo)}`);
    expect(begun.status).toBe(302);
    const way = { jar: this.#theirs, home: publicUrl };
    const page = await follow(String(begun.headers.location), way);
    const chosen = { method: 'POST', body: new URLSearchParams({ email }) };
    const back = await follow(page, { ...way, ...chosen });
    return back.slice(publicUrl.length);
  }

  async logIn(email: string, returnTo?: string): Promise<TestAnswer> {
    return this.call(`GET ${await this.seeProvider(email, returnTo)}`);
  }
}

const loggedIn = async (email: string) => {
  const browser = new Browser();
  expect((await browser.logIn(email)).status).toBe(302);
  return browser;
};
const withOrigin = { headers: { origin: publicUrl } };

describe('a login', () => {
  it.each(localUsers)('of $email is as $role, and comes back to where it began', async (user) => {
    const browser = new Browser();
    const { status, headers, cookies } = await browser.logIn(user.email, '/targets?a=b');

    expect([status, headers.location]).toEqual([302, '/targets?a=b']);
    const session = cookies.find((one) => one.startsWith(sessionCookie));
    expect(session).toMatch(/; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    const { email, org_id, account_id, role } = user;
    const memberships = [{ org_id, account_id, role }];
    expect((await browser.call('GET /api/me')).json).toEqual({
      ...{ email, org_id, account_id, role, memberships },
      user_id: personId(email),
    });
    const { status: seen } = await browser.call('GET /api/members');
    expect(seen).toBe(role === 'Owner' ? 200 : 403);
  });

  it('takes the address from the id token where it is there', async () => {
    const browser = new Browser(openApi);

    expect((await browser.logIn('viewer@demo.example')).status).toBe(302);
  });

  it.each([
    { at: 'by userinfo', where: () => api },
    { at: 'by id token', where: () => openApi },
  ])('does not take an address that is not verified $at', async ({ where }) => {
    const browser = new Browser(where());
    const { status, json } = await browser.logIn('unverified@demo.example');

    expect([status, browser.session]).toEqual([403, undefined]);
    expect(json.detail).toContain('does not confirm');
  });

  it('tells who is no member whom to ask', async () => {
    const browser = new Browser();
    const { status, json } = await browser.logIn('nobody@demo.example');

    expect([status, browser.session]).toEqual([403, undefined]);
    expect(json.type).toBe('/problems/login-refused');
    expect(json.detail).toContain('Ask an Owner of your organisation to add this address.');
  });

  it('succeeds in two tabs at once', async () => {
    const browser = new Browser();
    const one = await browser.seeProvider('viewer@demo.example', '/one');
    const other = await browser.seeProvider('viewer@demo.example', '/other');

    expect((await browser.call(`GET ${one}`)).headers.location).toBe('/one');
    expect((await browser.call(`GET ${other}`)).headers.location).toBe('/other');
  });

  const refused = async (browser: Browser, path: string) => {
    const { status } = await browser.call(`GET ${path}`);
    expect([status, browser.session]).toEqual([400, undefined]);
  };

  it('that is ended at the provider is told as such', async () => {
    const browser = new Browser();
    const path = await browser.seeProvider('viewer@demo.example');
    const denied = path.replace(/code=[^&]*/, 'error=access_denied');
    const { status, json } = await browser.call(`GET ${denied}`);

    expect([status, browser.session]).toEqual([400, undefined]);
    expect(json.detail).toContain('was ended at the provider');
  });

  it('is logged with what the provider has said, of which the person is told nothing', async () => {
    const browser = new Browser();
    const path = await browser.seeProvider('viewer@demo.example');
    const said = path.replace(/code=[^&]*/, 'error=server_error&error_description=hunter2');
    const { text } = await browser.call(`GET ${said}`);

    expect(text).not.toMatch(/hunter2|server_error/);
    const [event, { error }] = reports.at(-1) as [string, { error: Error }];
    expect(event).toBe('login-refused');
    expect(error.cause).toMatchObject({ error: 'server_error', error_description: 'hunter2' });
  });

  it('is not finished with another state, or none', async () => {
    const browser = new Browser();
    const path = await browser.seeProvider('viewer@demo.example');

    await refused(browser, path.replace(/state=[^&]*/, 'state=another'));
    await refused(browser, path.replace(/state=[^&]*/, ''));
  });

  it('is finished once', async () => {
    const browser = new Browser();
    const path = await browser.seeProvider('viewer@demo.example');
    const kept = browser.ours.all;
    expect((await browser.call(`GET ${path}`)).status).toBe(302);

    const again = await api.call(`GET ${path}`, { as: null, cookies: kept });
    expect([again.status, again.cookies]).toEqual([400, []]);
  });

  it('is finished by no other browser, which does not spoil it either', async () => {
    const victim = new Browser();
    const attacker = new Browser();
    const path = await attacker.seeProvider('owner@demo.example');

    await refused(victim, path);
    expect((await attacker.call(`GET ${path}`)).status).toBe(302);
  });

  it('is not finished after ten minutes', async () => {
    const browser = new Browser();
    const path = await browser.seeProvider('viewer@demo.example');
    now += 10 * minute;
    await refused(browser, path);
    now -= 10 * minute;
  });

  it.each(['nonce', 'code_verifier'] as const)('is not finished with another %s', async (part) => {
    const browser = new Browser();
    const path = await browser.seeProvider('viewer@demo.example');
    tamper = (attempt) => ({ ...attempt, [part]: 'x'.repeat(43) });

    await refused(browser, path);
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/a\\b',
    'javascript:alert(1)',
    'evil',
    '',
    '/ä',
  ])('does not lead to %j', async (returnTo) => {
    const path = `GET /api/auth/login?return_to=${encodeURIComponent(returnTo)}`;
    const { status, cookies } = await api.call(path, { as: null });

    expect([status, cookies]).toEqual([400, []]);
  });
});

describe('a session', () => {
  const statusOf = async (browser: Browser) => (await browser.call('GET /api/me')).status;

  it('that was there before the login is over, and none is taken over', async () => {
    const browser = await loggedIn('viewer@demo.example');
    const before = [`${sessionCookie}=${browser.session}`];
    await browser.logIn('owner@demo.example');

    expect((await api.call('GET /api/me', { as: null, cookies: before })).status).toBe(401);
    expect((await browser.call('GET /api/me')).json.role).toBe('Owner');
  });

  it('is over with the logout, also for who has copied the cookie', async () => {
    const browser = await loggedIn('viewer@demo.example');
    const copied = browser.ours.all;

    expect((await browser.call('POST /api/auth/logout', withOrigin)).status).toBe(204);
    expect(browser.session).toBeUndefined();
    expect((await api.call('GET /api/me', { as: null, cookies: copied })).status).toBe(401);
  });

  it('is not dropped by a logout that came without it, as from a form of another site', async () => {
    const { status, cookies } = await api.call('POST /api/auth/logout', { as: null });

    expect([status, cookies]).toEqual([204, []]);
  });

  it('of another is not had by writing another into the cookie', async () => {
    const browser = await loggedIn('viewer@demo.example');
    const forged = String(browser.session).replace(
      personId('viewer@demo.example'),
      personId('owner@demo.example'),
    );
    const cookies = [`${sessionCookie}=${forged}`];

    expect((await api.call('GET /api/me', { as: null, cookies })).status).toBe(401);
  });

  it('has another role, or none, from the next request on', async () => {
    const tenant = { org_id: 'demo', account_id: 'main' };
    const browser = await loggedIn('content-manager@demo.example');
    const path = `/api/members/${personId('content-manager@demo.example')}`;

    await api.call(`PATCH ${path}`, { body: { role: 'Owner' } });
    expect((await browser.call('GET /api/members')).status).toBe(200);
    await api.call(`PATCH ${path}`, { body: { role: 'Viewer' } });
    expect((await browser.call('GET /api/members')).status).toBe(403);
    await api.call(`DELETE ${path}`);
    expect(await members.get(tenant, personId('content-manager@demo.example'))).toBeUndefined();
    const { status, json } = await browser.call('GET /api/me');
    expect([status, json.type]).toEqual([403, '/problems/not-a-member']);
    expect(json.detail).toContain('Ask an Owner');
  });

  it('ends two hours after its last use', async () => {
    const browser = await loggedIn('viewer@demo.example');
    now += 119 * minute;
    expect(await statusOf(browser)).toBe(200);
    now += 119 * minute;
    expect(await statusOf(browser)).toBe(200);
    now += 121 * minute;
    expect(await statusOf(browser)).toBe(401);
  });

  it('ends twelve hours after the login, however it is used', async () => {
    const browser = await loggedIn('viewer@demo.example');
    for (let hour = 1; hour < 12; hour += 1) {
      now += 60 * minute;
      expect([hour, await statusOf(browser)]).toEqual([hour, 200]);
    }
    now += 60 * minute;
    expect(await statusOf(browser)).toBe(401);
  });

  it('moves to another account of the person, under another id, and to no other', async () => {
    const browser = await loggedIn('two@demo.example');
    const before = browser.ours.all;
    const choose = (org_id: string, account_id: string) =>
      browser.call('PATCH /api/me', { ...withOrigin, body: { org_id, account_id } });

    expect((await browser.call('GET /api/me')).json.memberships).toHaveLength(2);
    expect((await choose('other', 'main')).status).toBe(404);
    expect((await choose('second', 'one')).json).toMatchObject({ org_id: 'second', role: 'Owner' });
    expect((await browser.call('GET /api/me')).json).toMatchObject({ org_id: 'second' });
    expect((await api.call('GET /api/me', { as: null, cookies: before })).status).toBe(401);
  });

  it.each([
    { from: 'no origin', headers: {}, status: 403 },
    { from: 'another site', headers: { origin: 'https://evil.example' }, status: 403 },
    { from: 'a hidden origin', headers: { origin: 'null' }, status: 403 },
    { from: 'another port', headers: { origin: 'http://localhost:4001' }, status: 403 },
    { from: 'a sibling site', headers: { 'sec-fetch-site': 'same-site' }, status: 403 },
    {
      from: 'another site that pretends',
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      status: 403,
    },
    { from: 'this origin', headers: { origin: publicUrl }, status: 204 },
    { from: 'this origin by fetch', headers: { 'sec-fetch-site': 'same-origin' }, status: 204 },
  ])('changes something for a page of $from: $status', async ({ headers, status }) => {
    const browser = await loggedIn('viewer@demo.example');

    const answer = await browser.call('POST /api/auth/logout', { headers });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.json.type).toBe('/problems/cross-site');
  });

  it('gives way to a key, which needs no origin', async () => {
    const browser = await loggedIn('viewer@demo.example');
    const answer = await api.call('POST /api/members', {
      as: 'owner',
      cookies: browser.ours.all,
      body: { email: 'by-key@demo.example', role: 'Viewer' },
    });

    expect(answer.status).toBe(201);
    const me = await api.call('GET /api/me', { as: 'owner', cookies: browser.ours.all });
    expect(me.json).toMatchObject({ role: 'Owner', email: null });
  });
});
