import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';
import { aNewUnit, callAs, pictureAt, showPictures } from './demo-api.ts';
import { changeUnit, storedUnit } from './units.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

const { target } = inject('demoThings');
const field = (name: string) => person.page.getByRole('textbox', { name });
const button = (name: string) => person.page.getByRole('button', { name, exact: true });

beforeEach(() => showPictures(person.page));

async function choose(what: RegExp, option: string | RegExp) {
  await person.page.getByRole('button', { name: what }).click();
  const one = person.page.getByRole('option', { name: option });
  await one.click();
  await one.waitFor({ state: 'detached' });
}

describe('the list of units', () => {
  it('finds one by its name, and says what another lacks', async () => {
    const { name } = await aNewUnit();
    const lacking = await aNewUnit({ capacity_adults: null, media_assets: [] });
    await person.logIn('viewer@demo.example', '/units');

    await person.page.getByRole('searchbox').fill(name);
    const row = person.page.getByRole('row', { name });
    await row.getByText('Ready').waitFor();
    await row.getByText('No channel').waitFor();
    expect(await person.page.getByRole('row').count()).toBe(2);

    await person.open(`/units?q=${encodeURIComponent(lacking.name)}`);
    await person.page.getByText('Lacks how many adults it takes, a primary picture').waitFor();
    expect(await faultsOf(person.page)).toEqual([]);
  });

  it('shows two thousand by pages, as they come', async () => {
    await person.page.route('**/api/supply/unit-summaries*', (route) => {
      const page = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
      const items = Array.from({ length: 100 }, (_, i) => summary(page * 100 + i));
      return route.fulfill({ json: { items, next_cursor: page < 19 ? String(page + 1) : null } });
    });
    await person.logIn('viewer@demo.example', '/units');

    await person.page.getByText('(2000)').waitFor();
    expect(await person.page.getByRole('row').count()).toBe(51);
    await person.page.getByRole('searchbox').fill('Villa 1999');
    await person.page.getByText('(1/2000)').waitFor();
    await person.page.getByRole('link', { name: 'Villa 1999' }).waitFor();
  });
});

describe('the editor of a unit', () => {
  it('makes one with what is needed, and begins at the first field that is not right', async () => {
    await person.logIn('content-manager@demo.example', '/units');
    await person.page.getByRole('link', { name: 'New unit' }).first().click();
    await button('Create unit').click();

    await person.page.getByText('Fill in: name').waitFor();
    await field('Name').and(person.page.locator(':focus')).waitFor();
    await person.page.getByText('Choose: kind of property').waitFor();
    expect(await faultsOf(person.page)).toEqual([]);

    const name = `Casa ${randomUUID().slice(0, 8)}`;
    await field('Name').fill(name);
    await choose(/^Kind of property/, 'Villa');
    await choose(/^Currency/, /^JPY/);
    await field('Price per night').fill('120.5');
    await button('Create unit').click();
    await person.page.getByText('An amount without decimals: JPY has none').waitFor();
    await choose(/^Currency/, /^EUR/);
    await button('Create unit').click();

    await person.page.getByRole('heading', { name, level: 1 }).waitFor();
    await person.page.getByText(`“${name}” is there.`).waitFor();
    const [, id = ''] = /units\/([\w-]+)/.exec(person.page.url()) ?? [];
    const { space, ...unit } = await storedUnit(id);
    expect(unit).toMatchObject({ name, currency: 'EUR', base_nightly_rate: 12_050 });
    expect(space.property_type).toBe('villa');
  });

  it('orders, names and adds pictures, also by the keyboard', async () => {
    const { id } = await aNewUnit();
    await person.logIn('content-manager@demo.example', `/units/${id}`);
    const said = (words: string) => person.page.getByText(words).waitFor({ state: 'attached' });
    const handle = person.page.getByRole('button', { name: /^Move the picture.*pool\.jpg/ });

    await handle.focus();
    await person.page.keyboard.press('Space');
    await said('Picked up item at position 3 of 3');
    await person.page.keyboard.press('ArrowUp');
    await said('Moving item to position 2 of 3');
    await person.page.keyboard.press('ArrowUp');
    await said('Moving item to position 1 of 3');
    await person.page.keyboard.press('Space');
    await button('Make it the primary one: picture 1').click();
    await field('Caption of picture 1').fill('The pool');
    await field('Address of a picture').fill('no address');
    await button('Add picture').click();
    await person.page.getByText('An address of the web').waitFor();
    await field('Address of a picture').fill(pictureAt('sauna.jpg'));
    await button('Add picture').click();
    await button('Save').click();

    await person.page.getByText('Saved as version 2.').first().waitFor();
    const { media_assets } = await storedUnit(id);
    expect(media_assets).toMatchObject([
      { url: pictureAt('pool.jpg'), caption: 'The pool', is_primary: true },
      { url: pictureAt('front.jpg'), is_primary: false },
      { url: pictureAt('kitchen.jpg') },
      { url: pictureAt('sauna.jpg') },
    ]);
  });

  it('shows beside its field what the API refuses, and keeps what was typed', async () => {
    const { id } = await aNewUnit();
    await person.logIn('content-manager@demo.example', `/units/${id}`);
    await person.page.route(`**/api/supply/units/${id}`, (route) =>
      route.request().method() === 'PUT' ? route.fulfill(refusal) : route.continue(),
    );
    await field('City').fill('Atlantis');
    await button('Save').click();

    await expect.poll(() => field('City').getAttribute('aria-invalid')).toBe('true');
    await field('City').and(person.page.locator(':focus')).waitFor();
    expect(await field('City').inputValue()).toBe('Atlantis');
    await field('City').fill('Amalfi');
    await expect.poll(() => field('City').getAttribute('aria-invalid')).not.toBe('true');
  });

  it.each([
    ['address.city', 'City'],
    ['address', 'Street and number'],
    ['beds.0.type', 'Kind of bed'],
    ['min_nights', 'Shortest stay'],
  ])('opens at the field that a link names: %s', async (path, name) => {
    const { id } = await aNewUnit({ media_assets: [] });
    await person.logIn('owner@demo.example', `/units/${id}?field=${path}`);

    const focused = person.page.locator('[data-field]:focus-within');
    await focused.getByText(name, { exact: true }).first().waitFor();
  });

  it('tells where a change goes, and follows it there', async () => {
    const { id } = await aNewUnit();
    await callAs('local-owner', 'POST /api/channels/listings', { target_id: target, unit_id: id });
    await person.logIn('owner@demo.example', `/units/${id}`);
    await person.page.getByText('Version 1, the newest').waitFor();

    await field('House rules').fill('Shoes off.');
    await person.page.getByText('Once saved, it is sent to 1 listing.').waitFor();
    await button('Save').click();

    await person.page.getByText('Saved as version 2. 1 listing gets it now').waitFor();
    await person.page.getByText('Version 2, the newest').waitFor();
    await button('Distribute to channel').click();
    const goal = person.page.getByRole('menuitem', { name: 'Of demo' });
    expect(await goal.getAttribute('href')).toBe(`/targets/${target}/mapping?unit=${id}`);
  });

  it('shows how any two versions differ, by an address that others can open', async () => {
    const { id, name } = await aNewUnit({ amenities: ['wifi'] });
    await changeUnit(id, { name: 'Second', amenities: ['wifi', 'pool'] });
    await changeUnit(id, { name: 'Third' });
    await person.logIn('viewer@demo.example', `/units/${id}?tab=versions`);

    await person.page.getByText('Second → Third').waitFor();
    await choose(/^From/, /^Version 1/);
    await person.page.getByText(`${name} → Third`).waitFor();
    await person.page.getByText('Added: Pool').waitFor();
    expect(new URL(person.page.url()).searchParams.get('from')).toBe('1');
    expect(await faultsOf(person.page)).toEqual([]);
    await person.open(`/units/${id}?tab=versions&from=1&to=2`);
    await person.page.getByText(`${name} → Second`).waitFor();
  });
});

function summary(number: number) {
  return {
    ...{ id: randomUUID(), name: `Villa ${number}`, version: 1, is_active: true },
    ...{ property_type: 'villa', city: 'Amalfi', country_code: 'IT', picture_url: null },
    ...{ images: 0, capacity_adults: 2, missing: [], updated_at: '2026-11-28T01:00:00.000Z' },
  };
}

const refusal = {
  status: 422,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    ...{ type: '/problems/validation', title: 'Validation', status: 422 },
    detail: 'The body is not what this call takes.',
    errors: [{ path: 'address.city', message: 'There is no such city.' }],
  }),
};
