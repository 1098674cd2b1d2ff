import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';
import { callAs, showPictures } from './demo-api.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

beforeEach(() => showPictures(person.page));

const page = () => person.page;
const button = (name: string) => page().getByRole('button', { name, exact: true });
const dialog = () => page().getByRole('dialog');

describe('members', () => {
  it('are added, get another role, and are removed', async () => {
    const email = `${randomUUID()}@demo.example`;
    await person.logIn('owner@demo.example', '/members');
    expect(await faultsOf(page())).toEqual([]);

    await button('Add a member').click();
    await page().getByRole('textbox', { name: 'E-mail address' }).fill('ada');
    await dialog().getByRole('button', { name: 'Add member' }).click();
    await page().getByText('An e-mail address, e.g. ada@example.com').waitFor();
    expect(await faultsOf(page())).toEqual([]);
    await page().getByRole('textbox', { name: 'E-mail address' }).fill(email);
    await page().keyboard.press('Enter');
    await page().getByText(`${email} may log in now, as Viewer.`).waitFor();

    const row = page().getByRole('row', { name: email });
    await button(`Change role of ${email}`).click();
    await page()
      .getByRole('radio', { name: /^Content manager/ })
      .click();
    await dialog().getByRole('button', { name: 'Change role' }).click();
    await row.getByText('Content manager').waitFor();

    await button(`Remove ${email}`).click();
    await dialog().getByText('They are refused from their next step on.').waitFor();
    await dialog().getByRole('button', { name: 'Remove' }).click();
    await row.waitFor({ state: 'detached' });
  });

  it('keep an Owner: what the API says of the last one is shown', async () => {
    const words = 'An account needs an Owner: make somebody else one first.';
    await person.logIn('owner@demo.example', '/members');
    await page().route('**/api/members/*', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        json: { type: '/problems/last-owner', title: 'Last owner', status: 409, detail: words },
      }),
    );

    await button('Change role of owner@demo.example').click();
    await page()
      .getByRole('radio', { name: /^Viewer/ })
      .click();
    await dialog().getByRole('button', { name: 'Change role' }).click();
    await dialog().getByText(words).waitFor();
  });
});

describe('API keys', () => {
  it('are shown once, work, and are refused after they were revoked', async () => {
    const name = `import ${randomUUID().slice(0, 8)}`;
    await person.logIn('owner@demo.example', '/api-keys');
    await button('Make an API key').click();
    await dialog().getByRole('button', { name: 'Make key' }).click();
    await dialog().getByText('Say what the key is for').waitFor();
    await page().getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog().getByRole('button', { name: 'Make key' }).click();

    await dialog().getByText('Keep it now').waitFor();
    await dialog().getByRole('button', { name: 'Copy the key' }).waitFor();
    const secret = (await dialog().getByText(/^tvl_/).textContent()) ?? '';
    const me = () =>
      fetch(`${person.home}/api/me`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await me()).status).toBe(200);
    expect(await faultsOf(page())).toEqual([]);
    await button('I have kept it').click();

    const row = page().getByRole('row', { name });
    await row.getByText('Viewer').waitFor();
    expect(await page().textContent('body')).not.toContain(secret);
    expect(await faultsOf(page())).toEqual([]);
    await button(`Revoke ${name}`).click();
    await dialog().getByRole('button', { name: 'Revoke' }).click();
    await row.waitFor({ state: 'detached' });
    expect((await me()).status).toBe(401);
  });
});

describe('the profile', () => {
  it('leads to another account, of which everything is read anew', async () => {
    const email = `${randomUUID()}@demo.example`;
    await callAs('local-owner', 'POST /api/members', { email, role: 'Viewer' });
    await callAs('local-other-owner', 'POST /api/members', { email, role: 'Owner' });
    await person.seeProvider('/units');
    await page().getByLabel('Somebody else').fill(email);
    await person.choose('Log in');
    const before = await (
      await page()
        .getByText(/^demo \/ main$|^other \/ main$/)
        .first()
    ).textContent();
    const [here, there] = before?.startsWith('demo') ? ['demo', 'other'] : ['other', 'demo'];

    await page().getByRole('link', { name: 'Profile' }).click();
    await page().getByText('Your accounts').waitFor();
    expect(await faultsOf(page())).toEqual([]);
    await button(`Work in this account: ${there} / main`).click();
    await page().getByText(`You work in ${there} / main now.`).waitFor();
    await button(`Work in this account: ${here} / main`).waitFor();
    await page().getByRole('link', { name: 'Units', exact: true }).click();
    const casa = page().getByRole('link', { name: /Casa/ });
    await page()
      .getByRole('heading', { name: /All units/ })
      .waitFor();
    await page()
      .getByText(there === 'demo' ? /Casa/ : 'No units yet')
      .first()
      .waitFor();
    expect((await casa.count()) > 0).toBe(there === 'demo');
  });

  it('keeps the colours that were chosen, and ends the session', async () => {
    await person.logIn('viewer@demo.example', '/profile');
    await page().getByRole('radio', { name: 'Dark' }).click();
    await page().reload();
    await page().getByRole('heading', { name: 'Appearance' }).waitFor();
    expect(await page().getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
    expect(await page().locator('body.awsui-dark-mode').count()).toBe(1);
    expect(await faultsOf(page())).toEqual([]);

    await button('Log out').click();
    await page().getByRole('heading', { name: 'Who are you?' }).waitFor();
  });
});
