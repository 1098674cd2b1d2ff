import { beforeEach, describe, expect, inject, it } from 'vitest';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';
import { aNewUnit, showPictures } from './demo-api.ts';
import { changeUnit, storedUnit } from './units.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

beforeEach(() => showPictures(person.page));

const { target, unit } = inject('demoThings');
const page = () => person.page;
const rules = () => page().getByRole('textbox', { name: 'House rules' });
const button = (name: string) => page().getByRole('button', { name, exact: true });
const plain = { media_assets: [] };

describe('what was typed', () => {
  it('outlives the end of the session, and is saved after a login in another tab', async () => {
    const { id } = await aNewUnit(plain);
    await person.logIn('content-manager@demo.example', `/units/${id}`);
    await rules().fill('Shoes off.');
    const other = await person.anotherTab();
    await person.open('/docs', other);
    expect((await person.ask('POST /api/auth/logout', undefined, other)).status).toBe(204);

    await button('Save').click();
    const dialog = page().getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    expect(await faultsOf(page())).toEqual([]);
    const opened = page().waitForEvent('popup');
    await dialog.getByRole('link', { name: /^Log in again/ }).click();
    const login = await opened;
    await person.choose('content-manager@demo.example', login);
    await login.getByRole('heading', { name: 'You are logged in' }).waitFor();
    await login.close();
    await page().bringToFront();
    if (await dialog.isVisible())
      await dialog.getByRole('button', { name: 'I have logged in' }).click();
    await dialog.waitFor({ state: 'hidden' });

    expect(await rules().inputValue()).toBe('Shoes off.');
    await button('Save').click();
    await page().getByText('Saved as version 2.').first().waitFor();
    expect((await storedUnit(id)).house_rules).toBe('Shoes off.');
  });

  it('stands beside what somebody else has saved meanwhile, field by field', async () => {
    const { id } = await aNewUnit(plain);
    await person.logIn('content-manager@demo.example', `/units/${id}`);
    await rules().fill('Mine.');
    await page().getByRole('textbox', { name: 'Bedrooms' }).fill('7');
    await changeUnit(id, { house_rules: 'Theirs.', bedrooms: 9, license_number: 'IT-1' });

    await button('Save').click();
    const dialog = page().getByRole('dialog', { name: /Somebody else has saved/ });
    await dialog.getByRole('row', { name: /House rules.*Mine\..*Theirs\./ }).waitFor();
    expect(await faultsOf(page())).toEqual([]);
    const bedrooms = dialog.getByRole('row', { name: /Bedrooms/ });
    await bedrooms.getByRole('button', { name: 'Theirs' }).click();
    await dialog.getByRole('button', { name: 'Go on with this choice' }).click();
    await button('Save').click();

    await page().getByText('Saved as version 3.').first().waitFor();
    expect(await storedUnit(id)).toMatchObject({
      ...{ house_rules: 'Mine.', bedrooms: 9, license_number: 'IT-1' },
    });
  });

  it('is not left without asking', async () => {
    const { id } = await aNewUnit(plain);
    await person.logIn('content-manager@demo.example', `/units/${id}`);
    await rules().fill('Shoes off.');
    await page().getByText('Not saved yet: House rules.').waitFor();

    const listings = page().getByRole('link', { name: 'Listings', exact: true });
    await listings.click();
    const dialog = page().getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    expect(await rules().inputValue()).toBe('Shoes off.');
    await page().getByRole('tab', { name: 'Versions' }).click();
    await page()
      .getByRole('tab', { name: /^Content/ })
      .click();
    expect(await rules().inputValue()).toBe('Shoes off.');

    await listings.click();
    await dialog.getByRole('button', { name: 'Leave', exact: true }).click();
    await page().waitForURL((url) => url.pathname === '/listings');
    expect((await storedUnit(id)).house_rules).toBeUndefined();
  });
});

describe('a Viewer', () => {
  it.each([
    ['/', 'Dashboard', /Connect a channel/],
    ['/units', 'Units', /New unit/],
    [`/units/${unit}`, 'Casa Azul', /Save|Distribute|Add|Remove/],
    [`/units/${unit}?tab=versions`, 'Casa Azul', /Save|Distribute/],
    ['/units/new', 'New unit', /Create unit/],
    ['/listings', 'Listings', /Pause|Retry|Archive/],
    [`/targets/${target}`, 'Of demo', /Pause|Check now|Rotate|Delete|Resync|Edit/],
    ['/members', 'Members', /Add a member|Remove|Change role/],
    ['/api-keys', 'API keys', /Make an API key|Revoke/],
    ['/targets/new', /./, /^Connect$/],
  ])('is offered nothing on %s that would be refused', async (path, title, refused) => {
    await person.logIn('viewer@demo.example', path);
    await page().getByRole('heading', { name: title, level: 1 }).waitFor();
    await expect
      .poll(
        () =>
          page()
            .getByText(/^Reading/)
            .count(),
        { timeout: 60_000 },
      )
      .toBe(0);

    const main = page().getByRole('main');
    expect(await main.getByRole('button', { name: refused }).count()).toBe(0);
    expect(await main.getByRole('link', { name: refused }).count()).toBe(0);
    const navigation = page().getByRole('navigation');
    expect(await navigation.getByRole('link', { name: 'Members' }).count()).toBe(0);
    expect(await navigation.getByRole('link', { name: 'API keys' }).count()).toBe(0);
  });

  it('reads the content of a unit', async () => {
    const { id } = await aNewUnit(plain);
    await person.logIn('viewer@demo.example', `/units/${id}`);

    await page().getByText('12 Ocean Drive').waitFor();
    await page().getByText('320.00').waitFor();
    expect(await page().getByRole('textbox').count()).toBe(0);
    expect(await faultsOf(page())).toEqual([]);
  });
});
