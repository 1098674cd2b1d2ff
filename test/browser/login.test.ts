import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import type { Route } from '../../adapters/http/route.ts';
import { routes } from '../../adapters/http/route-table.ts';
import { sessionCookie } from '../../adapters/http/who-asks/cookies.ts';
import { personId } from '../../domain/identity/member.ts';
import { localUsers } from '../../local/login/local-users.ts';
import type { Person } from './person.ts';
import { withBrowser } from './with-browser.ts';

let person: Person;
const another = withBrowser((one) => {
  person = one;
});

const { target, unit } = inject('demoThings');
const closed = routes.filter(({ access }) => access !== 'open');
/** The call with ids that nothing has, and with a body that nobody takes: whoever may make it is refused for that. */
const asked = ({ method, path }: Route) =>
  `${method} ${path.replaceAll(/\{\w+\}/g, () => randomUUID())}`;

describe('a login in a browser', () => {
  it.each(localUsers)('lets $email do what $role may, and nothing else', async (user) => {
    await person.logIn(user.email);

    expect(person.page.url()).toBe(`${person.home}/docs`);
    const { email, org_id, role } = user;
    expect((await person.ask('GET /api/me')).json).toMatchObject({ email, org_id, role });
    const answers = await Promise.all(
      closed.map(async (route) => {
        const body = route.method === 'GET' ? undefined : { nothing: 'of this' };
        return { route, ...(await person.ask(asked(route), body)) };
      }),
    );
    for (const { route, status, type, json } of answers) {
      const may = route.access === 'any' || route.access.includes(role);
      const what = `${role}: ${route.method} ${route.path}`;
      if (may) expect([401, 403], what).not.toContain(status);
      else
        expect([what, status, type, json.type]).toEqual([
          ...[what, 403, 'application/problem+json', '/problems/forbidden'],
        ]);
    }
  });

  it('shows nothing of an organisation to the Owner of another', async () => {
    await person.logIn('owner@other.example');

    const shown = await Promise.all(
      [
        ...['GET /api/channels/targets', 'GET /api/supply/units', 'GET /api/channels/listings'],
        ...['GET /api/members', 'GET /api/api-keys', 'GET /api/channels/health', 'GET /api/me'],
      ].map((request) => person.ask(request)),
    );
    for (const { status, json } of shown) {
      expect(status).toBe(200);
      expect(JSON.stringify(json)).not.toMatch(/demo\/|"demo"|Of demo|owner@demo/);
    }
    for (const path of [`/api/channels/targets/${target}`, `/api/supply/units/${unit}`])
      expect((await person.ask(`GET ${path}`)).status).toBe(404);
  });

  it('is kept by a cookie that no script reads', async () => {
    await person.logIn('viewer@demo.example');

    expect(await person.session()).toMatchObject({
      ...{ name: sessionCookie, path: '/', domain: 'localhost' },
      ...{ secure: true, httpOnly: true, sameSite: 'Lax' },
    });
    expect(await person.page.evaluate('document.cookie')).not.toContain('tvl_');
    // What was needed for the login alone is gone.
    expect((await person.cookies()).filter(({ name }) => /tvl_login/.test(name))).toEqual([]);
  });

  it('comes back to where it began, when a page was opened without a session', async () => {
    await person.open('/api/channels/targets?limit=5');
    expect(await person.text()).toContain('Who are you?');
    await person.choose('viewer@demo.example');

    expect(person.page.url()).toBe(`${person.home}/api/channels/targets?limit=5`);
    expect(await person.text()).toContain('"items"');
  });

  it('gives another session each time', async () => {
    await person.logIn('viewer@demo.example');
    const first = await person.session();
    await person.logIn('viewer@demo.example');
    const second = await person.session();

    expect(second?.value).not.toBe(first?.value);
    if (first) await person.putBack(first);
    expect((await person.ask('GET /api/me')).status).toBe(401);
  });

  it('ends with the logout, also for who has copied the cookie', async () => {
    await person.logIn('owner@demo.example');
    const stolen = await person.session();

    expect((await person.ask('POST /api/auth/logout')).status).toBe(204);
    expect(await person.session()).toBeUndefined();
    expect((await person.ask('GET /api/me')).status).toBe(401);
    if (stolen) await person.putBack(stolen);
    expect((await person.ask('GET /api/me')).status).toBe(401);
  });

  it('shows nothing any more to who goes back after the logout', async () => {
    await person.logIn('owner@demo.example', '/api/me');
    expect(await person.text()).toContain('owner@demo.example');
    await person.open('/docs');
    await person.ask('POST /api/auth/logout');
    await person.goBack();

    await person.page.getByRole('heading', { name: 'Who are you?' }).waitFor();
  });

  it('of two tabs at once leads each to its place', async () => {
    const other = await person.anotherTab();
    await person.seeProvider('/api/me');
    await person.seeProvider('/api/members', other);
    await Promise.all([
      person.choose('owner@demo.example'),
      person.choose('owner@demo.example', other),
    ]);

    expect(person.page.url()).toBe(`${person.home}/api/me`);
    expect(other.url()).toBe(`${person.home}/api/members`);
    for (const page of [person.page, other]) {
      await person.open('/api/me', page);
      expect(await person.text(page)).toContain('"role":"Owner"');
    }
  });

  it('lets a member of several accounts choose one', async () => {
    await person.logIn('two-accounts@demo.example');
    const before = await person.session();
    const { json: me } = await person.ask('GET /api/me');
    expect(me.memberships).toHaveLength(2);

    const other = { org_id: 'other', account_id: 'main' };
    const chosen = await person.ask('PATCH /api/me', other);
    expect([chosen.status, chosen.json]).toMatchObject([200, { ...other, role: 'Owner' }]);
    expect((await person.session())?.value).not.toBe(before?.value);
    expect((await person.ask('GET /api/members')).json.items[0]).toBeDefined();
    const nobodys = { org_id: 'nobodys', account_id: 'main' };
    expect((await person.ask('PATCH /api/me', nobodys)).status).toBe(404);
  });

  it('is open to whom an Owner has invited, by the address', async () => {
    await person.logIn('owner@demo.example');
    const email = `${randomUUID()}@demo.example`;
    expect((await person.ask('POST /api/members', { email, role: 'Viewer' })).status).toBe(201);

    await person.seeProvider('/api/me');
    await person.page.getByLabel('Somebody else').fill(email);
    await person.choose('Log in');
    expect(await person.text()).toContain(`"email":"${email}"`);
  });

  it('holds only as long as the role and the membership do', async () => {
    const owner = await another();
    await owner.logIn('owner@demo.example');
    await person.logIn('changing@demo.example');
    const path = `/api/members/${personId('changing@demo.example')}`;
    expect((await person.ask('GET /api/members')).status).toBe(200);

    expect((await owner.ask(`PATCH ${path}`, { role: 'Viewer' })).status).toBe(200);
    expect((await person.ask('GET /api/members')).json.type).toBe('/problems/forbidden');
    expect((await owner.ask(`DELETE ${path}`)).status).toBe(204);
    expect((await person.ask('GET /api/me')).json.type).toBe('/problems/not-a-member');
    await person.open('/api/me');
    expect(await person.text()).toContain('Ask an Owner to add the address');
    await owner.leave();
  });
});
