import { describe, expect, it } from 'vitest';
import type { Person } from './person.ts';
import { withBrowser } from './with-browser.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

/** What the person sees is a page that says this, and from which a login can be begun anew. */
async function expectPage(...words: readonly string[]): Promise<void> {
  const text = await person.text();
  for (const each of ['Login refused', ...words]) expect(text).toContain(each);
  expect(await person.page.title()).toBe('Login refused');
  expect(await person.session()).toBeUndefined();

  await person.page.getByRole('link', { name: 'Log in' }).click();
  await person.page.getByRole('heading', { name: 'Who are you?' }).waitFor();
}

describe('who is not let in is told so on a page', () => {
  it('that has ended the login at the provider', async () => {
    await person.seeProvider();
    await person.choose('Cancel');

    await expectPage('The login was ended at the provider', 'Begin anew');
  });

  it('that is no member', async () => {
    await person.logIn('no-member@demo.example');

    await expectPage('no-member@demo.example is no member', 'Ask an Owner of your organisation');
  });

  it('whose address the provider does not vouch for', async () => {
    await person.logIn('unverified@demo.example');

    await expectPage('does not confirm that your e-mail address is yours');
  });

  it('that comes back with a state nobody began', async () => {
    await person.open('/api/auth/callback?code=a&state=of-nobody');

    await expectPage('begun in another browser or at another address', 'Begin anew');
  });

  it('that began at another address of this machine', async () => {
    const { port } = new URL(person.home);
    await person.page.goto(`http://127.0.0.1:${port}/api/auth/login`);
    await person.choose('viewer@demo.example');

    await expectPage('begun in another browser or at another address');
  });

  it('that opens the callback again, with the session it had', async () => {
    const callbacks: string[] = [];
    person.page.on('request', (request) => {
      if (request.url().includes('/api/auth/callback')) callbacks.push(request.url());
    });
    await person.logIn('viewer@demo.example');
    const before = await person.session();
    await person.page.goto(String(callbacks[0]));

    expect(await person.text()).toContain('is finished already');
    expect((await person.session())?.value).toBe(before?.value);
    await person.page.reload();
    expect(await person.text()).toContain('is finished already');
    await person.open('/api/me');
    expect(await person.text()).toContain('viewer@demo.example');
  });

  it('that goes back to the provider and chooses again', async () => {
    await person.logIn('viewer@demo.example');
    await person.goBack();
    await person.page.getByRole('button', { name: 'owner@demo.example' }).click();
    await person.page.getByRole('heading', { name: 'This login is over' }).waitFor();

    expect(await person.text()).toContain('This login is over');
    await person.open('/api/me');
    expect(await person.text()).toContain('viewer@demo.example');
  });
});

it('scripts are told the same by a problem document', async () => {
  await person.open('/docs');
  const { status, type, json } = await person.ask('GET /api/auth/callback?code=a&state=of-nobody');

  expect([status, type]).toEqual([400, 'application/problem+json']);
  expect(json).toMatchObject({ type: '/problems/login-refused', status: 400 });
});
