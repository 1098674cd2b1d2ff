import { describe, expect, inject, it } from 'vitest';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';
import { aChannel, anAccount, control, link } from './channels.ts';
import { aNewUnit, callAs } from './demo-api.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

const page = () => person.page;
const button = (name: string) => page().getByRole('button', { name, exact: true });
const field = (name: string) => page().getByRole('textbox', { name, exact: true });
const dialog = () => page().getByRole('dialog');
const stored = (id: string) => callAs('local-owner', `GET /api/channels/targets/${id}`);

describe('connecting a channel', () => {
  it('tells what the channel says of the credentials beside the field, and then what is next', async () => {
    const { account_id, token } = await anAccount();
    await person.logIn('channel-publisher@demo.example', '/');
    await page().getByRole('link', { name: 'Connect a channel' }).click();

    await button('Connect').click();
    await page().getByText('Enter the account id.').waitFor();
    await page().locator(':focus').and(field('Account ID')).waitFor();
    await field('Name').fill(`Mine ${account_id}`);
    await page()
      .getByRole('radio', { name: /^Access token/ })
      .click();
    await field('Access token').fill('not-the-token');
    await page().getByRole('button', { name: 'Address and rate limit' }).click();
    await field('Base URL').fill(inject('hostaway'));
    expect(await faultsOf(page())).toEqual([]);
    await button('Connect').click();
    await page()
      .getByText(/^The channel does not accept these credentials\. Its answer: HTTP 403/)
      .waitFor();
    expect(await field('Name').inputValue()).toBe(`Mine ${account_id}`);

    await field('Access token').fill(token);
    await page().keyboard.press('Enter');
    await page()
      .getByRole('heading', { name: `Mine ${account_id}`, level: 1 })
      .waitFor();
    await page().getByText('What next: link units').waitFor();
    expect(await faultsOf(page())).toEqual([]);
  });

  it('is not for everybody', async () => {
    await person.logIn('viewer@demo.example', '/targets/new');

    await page().getByText('Your role may not do this').waitFor();
    expect(await button('Connect').count()).toBe(0);
  });
});

describe('the page of a channel', () => {
  it('can be used by everybody, whichever tab is open', async () => {
    const { id } = await aChannel();
    const unit = await aNewUnit();
    await link(id, unit.id);
    await person.logIn('owner@demo.example', `/targets/${id}`);
    await page().getByRole('application').first().waitFor();
    expect(await faultsOf(page())).toEqual([]);

    const tabs = ['Listings', /^Not in order/, 'Attempts', 'Send again', 'Settings'];
    for (const name of tabs) {
      await page().getByRole('tab', { name }).click();
      expect(await faultsOf(page())).toEqual([]);
    }
  });

  it('is paused, resumed and checked', async () => {
    const { id, name, account_id } = await aChannel();
    await person.logIn('channel-publisher@demo.example', `/targets/${id}`);

    await button('Pause').click();
    await page()
      .getByText(/is paused: nothing is sent/)
      .waitFor();
    expect(await stored(id)).toMatchObject({ is_active: false });
    await button('Resume').click();
    await button('Pause').waitFor();
    expect(await stored(id)).toMatchObject({ is_active: true });

    await button('Check now').click();
    await page()
      .getByText(new RegExp(`${name} works: it answered in`))
      .waitFor();
    await control('POST tokens/revoke', { account_id });
    await button('Check now').click();
    await page().getByText(`${name} does not answer as it should`).waitFor();
    await page().getByText('Credentials refused').waitFor();
  });

  it('goes back and forth between its tabs', async () => {
    const { id } = await aChannel();
    await person.logIn('viewer@demo.example', `/targets/${id}`);
    await page().getByRole('tab', { name: 'Attempts' }).click();
    await page().getByText('Nothing has been sent yet.').waitFor();

    await page().goBack();
    await page().getByText('No unit is linked to this channel yet.').waitFor();
    await page().goForward();
    await page().getByText('Nothing has been sent yet.').waitFor();
    expect(await page().getByRole('tab', { name: 'Send again' }).count()).toBe(0);
  });
});

describe('the settings of a channel', () => {
  it('are changed, and others’ changes of other fields stay', async () => {
    const { id, name } = await aChannel();
    await person.logIn('owner@demo.example', `/targets/${id}?tab=settings`);
    await field('Calls').fill('0');
    await button('Save').click();
    await page().getByText('Calls: A whole number from 1 to 1000').waitFor();
    await field('Calls').fill('20');
    await callAs('local-owner', `PATCH /api/channels/targets/${id}`, { name: `${name} B` });

    await button('Save').click();
    await page().getByText(`${name} B is changed.`).waitFor();
    expect(await stored(id)).toMatchObject({
      name: `${name} B`,
      rate_limit_config: { max_requests: 20, window_seconds: 10 },
    });
  });

  it('show both versions when two people have changed the same', async () => {
    const { id, name } = await aChannel();
    await person.logIn('owner@demo.example', `/targets/${id}?tab=settings`);
    await field('Name').fill(`${name} mine`);
    await callAs('local-owner', `PATCH /api/channels/targets/${id}`, { name: `${name} theirs` });

    await button('Save').click();
    await page()
      .getByRole('row', { name: `Name ${name} mine ${name} theirs` })
      .waitFor();
    expect(await faultsOf(page())).toEqual([]);
    await button('Keep mine').click();
    await page().getByText(`${name} mine is changed.`).waitFor();
    expect((await stored(id)).name).toBe(`${name} mine`);
  });

  it('take new credentials once the channel accepts them', async () => {
    const { id, name, account_id } = await aChannel();
    await person.logIn('owner@demo.example', `/targets/${id}?tab=settings`);
    await field('Account ID').fill(String(account_id));
    await field('API key').fill('wrong');
    await button('Replace the credentials').click();
    await page()
      .getByText(/^The channel does not accept these credentials/)
      .waitFor();

    await field('API key').fill(`key-${account_id}`);
    await field('They end on - optional').fill('2099/12/31');
    await button('Replace the credentials').click();
    await page().getByText(`${name} has new credentials`, { exact: false }).waitFor();
    expect((await stored(id)).credentials_expires_at).toMatch(/^2099-12-31|^2100-01-01/);
    expect(await field('API key').inputValue()).toBe('');
  });

  it('end with the channel, once its name is typed', async () => {
    const { id, name } = await aChannel();
    await person.logIn('owner@demo.example', `/targets/${id}?tab=settings`);
    await button('Disconnect this channel').click();
    const disconnect = dialog().getByRole('button', { name: 'Disconnect', exact: true });
    await dialog().getByText('Its listings are archived here.', { exact: false }).waitFor();
    expect(await disconnect.isDisabled()).toBe(true);
    expect(await faultsOf(page())).toEqual([]);

    await dialog().getByRole('textbox').fill(name);
    await disconnect.click();
    await page().getByText(`${name} is disconnected.`).waitFor();
    await page().getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
    expect(await page().getByRole('row', { name }).count()).toBe(0);
  });
});

describe('sending again', () => {
  it('recovers what the channel has refused in a time, counted first, and shows why it failed', async () => {
    const { id, account_id } = await aChannel();
    const unit = await aNewUnit();
    const words = 'The price is missing';
    const match = { account_id, writes_only: true };
    await control('POST faults', { kind: 'refuse', status: 422, words, match, count: 1 });
    await link(id, unit.id);
    await person.logIn('channel-publisher@demo.example', `/targets/${id}?tab=waiting`);
    await page().getByText(new RegExp(words)).first().waitFor();
    await page().getByRole('tab', { name: 'Not in order (1)' }).waitFor();

    await page().getByRole('tab', { name: 'Attempts' }).click();
    await page().getByText(new RegExp(words)).first().waitFor();
    await page()
      .getByRole('button', { name: /^Details/ })
      .first()
      .click();
    await dialog().getByText('HTTP 422').waitFor();
    await dialog().getByText('What was answered').waitFor();
    await dialog().getByRole('button', { name: 'Close', exact: true }).click();

    await page().getByRole('tab', { name: 'Send again' }).click();
    await page().getByText('1 listing failed then and is still out of order.').waitFor();
    await button('Send it again').click();
    await page().getByText('1 listing will be sent again.').waitFor();
    await page().getByText('Nothing that failed then is still out of order.').waitFor();
  });

  it('sends everything again, live until it is done', async () => {
    const { id } = await aChannel();
    const unit = await aNewUnit();
    await link(id, unit.id);
    await person.logIn('channel-publisher@demo.example', `/targets/${id}?tab=listings`);
    await page().getByRole('row', { name: unit.name }).getByText(/^Sent/).waitFor();

    await page().getByRole('tab', { name: 'Send again' }).click();
    await button('Send everything again').click();
    await dialog()
      .getByText(/is overwritten with what the units say here/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Send everything again' }).click();
    await page().getByText('1 listing will be sent again.').waitFor();
    await page().getByRole('tab', { name: 'Attempts' }).click();
    await expect.poll(() => page().getByRole('row').count(), { timeout: 20_000 }).toBe(3);
  });
});
