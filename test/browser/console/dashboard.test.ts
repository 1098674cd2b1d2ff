import { expect, it } from 'vitest';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';
import { aChannel, control, link } from './channels.ts';
import { aNewUnit, callAs } from './demo-api.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

const page = () => person.page;
const row = (name: string) => page().getByRole('row', { name });
/** From another tab, so that the page looks again without waiting for its time. */
const comeBack = () => page().evaluate("window.dispatchEvent(new Event('visibilitychange'))");
const search = () => page().getByRole('searchbox', { name: 'Find channels' });

it('tells how every channel is doing, and leads to its page and its listings', async () => {
  const { id, name } = await aChannel();
  const unit = await aNewUnit();
  await link(id, unit.id);
  await person.logIn('viewer@demo.example', `/?q=${encodeURIComponent(name)}`);

  await row(name).getByText('Works').waitFor();
  await row(name).getByText('None').waitFor();
  await row(name).getByRole('link', { name: '1 up to date' }).waitFor();
  await row(name)
    .getByRole('img', { name: /^Last hour: 1 sent, 0 failed/ })
    .waitFor();
  await page()
    .getByText(/^Updated/)
    .waitFor();
  expect(await faultsOf(page())).toEqual([]);

  await row(name).getByRole('link', { name: '1 up to date' }).click();
  await page().waitForURL((url) => url.searchParams.get('target_id') === id);
  expect(new URL(page().url()).searchParams.get('sync_status')).toBe('ok');
  await page().goBack();
  await row(name).getByRole('link', { name }).click();
  await page().getByRole('heading', { name, level: 1 }).waitFor();
});

it('is narrowed down by words and by health, which its address keeps', async () => {
  const [paused, other] = [await aChannel(), await aChannel()];
  await callAs('local-owner', `PATCH /api/channels/targets/${paused.id}`, { is_active: false });
  await person.logIn('owner@demo.example', '/');

  await search().fill(other.name);
  await row(paused.name).waitFor({ state: 'detached' });
  await row(other.name).getByText('Works').waitFor();
  await search().fill('');
  await page().getByRole('button', { name: 'Health Any health' }).click();
  await page().getByRole('option', { name: 'Paused' }).click();
  await row(other.name).waitFor({ state: 'detached' });
  await page().reload();
  await row(paused.name).getByText('Nothing is sent until it is resumed.').waitFor();
  expect(await row(other.name).count()).toBe(0);

  await search().fill('no such channel');
  await page().getByRole('link', { name: 'Show all' }).click();
  await row(other.name).waitFor();
});

it('keeps both of two changes to its address that come at once', async () => {
  const { name } = await aChannel();
  await person.logIn('owner@demo.example', `/?q=${encodeURIComponent(name)}`);
  const clear = await page().getByRole('button', { name: 'Clear' }).elementHandle();
  const order = page().getByRole('columnheader', { name: 'Health' }).getByRole('button').first();

  await order.evaluate((button, other) => {
    other?.click();
    button.click();
  }, clear);

  await expect.poll(() => new URL(page().url()).search).toBe('?sort=health');
});

it('is in an order that its address keeps', async () => {
  const { name } = await aChannel();
  const order = (column: string) => page().getByRole('columnheader', { name: column });
  await person.logIn('owner@demo.example', `/?q=${encodeURIComponent(name)}`);
  await row(name).waitFor();
  expect(await order('Channel').getAttribute('aria-sort')).toBe('ascending');

  await order('Health').getByRole('button').first().press('Enter');
  await order('Health').getByRole('button').first().press('Enter');
  await expect.poll(() => order('Health').getAttribute('aria-sort')).toBe('descending');
  await page().reload();
  await row(name).waitFor();
  expect(await order('Health').getAttribute('aria-sort')).toBe('descending');
  expect(await order('Channel').getAttribute('aria-sort')).toBe('none');
});

it('says in words what is wrong, and where it is seen to', async () => {
  const { id, name, account_id } = await aChannel();
  await control('POST tokens/revoke', { account_id });
  await callAs('local-owner', `POST /api/channels/targets/${id}/health-checks`);
  await person.logIn('owner@demo.example', `/?q=${encodeURIComponent(name)}`);

  await row(name).getByText('Credentials refused').waitFor();
  await row(name)
    .getByRole('button', { name: /alerts?$|\d/ })
    .first()
    .click();
  await page().getByText('The channel refuses the credentials', { exact: true }).waitFor();
  await page().getByText('Nothing is sent until new credentials are entered.').waitFor();
  expect(await faultsOf(page())).toEqual([]);
  await page()
    .getByRole('link', { name: 'The channel refuses the credentials: see to it' })
    .click();
  await page().getByRole('button', { name: 'Replace the credentials' }).waitFor();
});

it('leads a new account to its first channel', async () => {
  await page().route('**/api/channels/health?*', (route) =>
    route.fulfill({ json: { items: [], next_cursor: null } }),
  );
  await person.logIn('owner@demo.example', '/');
  await page().getByRole('heading', { name: 'No channel is connected yet' }).waitFor();
  expect(await faultsOf(page())).toEqual([]);

  await page().getByRole('link', { name: 'Connect a channel' }).last().click();
  await page().getByRole('heading', { name: 'Connect a channel', level: 1 }).waitFor();
});

it('keeps what it has when it cannot be read anew, and says so', async () => {
  const { name } = await aChannel();
  await person.logIn('owner@demo.example', `/?q=${encodeURIComponent(name)}`);
  await row(name).waitFor();
  await page().route('**/api/channels/health?*', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      json: { type: '/problems/internal', title: 'Internal', status: 500, detail: 'It broke.' },
    }),
  );

  await comeBack();
  await page()
    .getByText(/^Could not be read anew; as it was/)
    .waitFor();
  await row(name).getByText('Works').waitFor();
  await page().unroute('**/api/channels/health?*');
  await comeBack();
  await page()
    .getByText(/^Updated/)
    .waitFor();
});
