import { expect, it } from 'vitest';
import { routes } from '../../adapters/http/route-table.ts';
import type { Person } from './person.ts';
import { withBrowser } from './with-browser.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

it('the reference page shows all of it under its policy', async () => {
  await person.open('/docs');

  const calls = person.page.locator('.opblock');
  await calls.first().waitFor();
  expect(await calls.count()).toBe(routes.length);
  // What can be unfolded, of each kind: parameters, bodies with examples, schemas, the dialogue for keys.
  for (const id of ['Channels-listListings', 'Supply-putUnit']) {
    const call = person.page.locator(`#operations-${id}`);
    await call.locator('.opblock-summary-control').click();
    await call.locator('.responses-table').waitFor();
  }
  await person.page.locator('.models-control').click();
  await person.page.locator('.btn.authorize').click();
  await person.page.getByText('Available authorizations').waitFor();
});

it('calls can be tried on the reference page by who has logged in there', async () => {
  await person.open('/docs');
  const opened = person.page.context().waitForEvent('page');
  await person.page.getByRole('link', { name: 'Log in' }).first().click();
  const tab = await opened;
  await person.choose('viewer@demo.example', tab);
  expect(tab.url()).toBe(`${person.home}/docs`);

  const call = tab.locator('#operations-Identity-getMe');
  await call.locator('.opblock-summary-control').click();
  await call.getByRole('button', { name: 'Try it out' }).click();
  await call.getByRole('button', { name: 'Execute' }).click();

  await call.locator('.live-responses-table', { hasText: 'viewer@demo.example' }).waitFor();
});

it.each([
  { path: '/api/nope', status: 404, words: 'There is no such call' },
  { path: '/api/auth/login?return_to=//evil.example', status: 400, words: 'a path of this site' },
])('$path is answered $status by a page that leads on', async ({ path, status, words }) => {
  expect((await person.open(path)).status()).toBe(status);
  expect(await person.text()).toContain(words);
  await person.page.getByRole('link', { name: 'What there is here' }).click();

  await person.page.locator('.opblock').first().waitFor();
});
