import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/common/day.ts';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';
import { aNewUnit, callAs, showPictures } from './demo-api.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

const page = () => person.page;
const button = (name: string) => page().getByRole('button', { name, exact: true });
const field = (name: string) => page().getByRole('textbox', { name });
const typed = (date: string) => date.replaceAll('-', '/');

beforeEach(() => showPictures(page()));

async function choose(what: RegExp, option: string) {
  await page().getByRole('button', { name: what }).click();
  const one = page().getByRole('option', { name: option, exact: true });
  await one.click();
  await one.waitFor({ state: 'detached' });
}

/** A unit without a zone, where it is the day of UTC. */
async function aUnit() {
  const { id } = await aNewUnit({ timezone: null, currency: 'EUR', base_nightly_rate: 10_000 });
  const path = `/api/supply/units/${id}`;
  const { nights } = await callAs('local-owner', `GET ${path}/calendar`);
  const today: string = nights[0].date;

  return { id, path, day: (days: number) => addDays(today, days) };
}
const squares = (words: RegExp) => page().locator('td.night').filter({ hasText: words });

describe('the calendar of a unit', () => {
  it('closes nights at a price, says so, and opens them again', async () => {
    const { id, path, day } = await aUnit();
    await person.logIn('content-manager@demo.example', `/units/${id}?tab=calendar`);
    await squares(/Open.*100/)
      .first()
      .waitFor();
    expect(await squares(/Block/).count()).toBe(0);
    await button('Save the nights').click();
    await page().getByText('The date of the first night').waitFor();

    await field('First night').fill(typed(day(10)));
    await field('Departure').fill(typed(day(13)));
    await choose(/^For sale/, 'Closed');
    await choose(/^Price/, 'Another');
    await field('Price (EUR): another').fill('150.50');
    await page()
      .getByText(/^3 nights from .*: closed by a block of yours, at 150.50/)
      .waitFor();
    await button('Save the nights').click();
    await page()
      .getByText(/^Saved. 3 nights from/)
      .waitFor();

    await expect.poll(() => squares(/Block150\.50/).count(), { timeout: 20_000 }).toBe(3);
    const range = `from=${day(9)}&to=${day(14)}`;
    const { nights } = await callAs('local-owner', `GET ${path}/calendar?${range}`);
    expect(nights.map(({ status }: { status: string }) => status)).toEqual([
      ...['open', 'closed', 'closed', 'closed', 'open'],
    ]);
    expect(await faultsOf(page())).toEqual([]);
    await choose(/^For sale/, 'Open');
    await choose(/^Price/, "The unit's own");
    await button('Save the nights').click();
    await expect.poll(() => squares(/Block/).count(), { timeout: 20_000 }).toBe(0);
  });

  it('shows beside its field what the API refuses', async () => {
    const { id, day } = await aUnit();
    await person.logIn('owner@demo.example', `/units/${id}?tab=calendar`);
    await field('First night').fill(typed(day(-1)));
    await field('Departure').fill(typed(day(1101)));
    await choose(/^For sale/, 'Closed');
    await button('Save the nights').click();

    await page()
      .getByText(/^not before .*, today's date at the unit$/)
      .waitFor();
    await page()
      .getByText(/^not after .*: 1100 nights ahead$/)
      .waitFor();
    await field('First night').and(page().locator(':focus')).waitFor();
  });

  it('names the guest without a night, to whom may only look', async () => {
    const { id, path, day } = await aUnit();
    const range = { from: day(2), to: day(4) };
    await callAs('local-owner', `PUT ${path}/calendar`, {
      ranges: [{ ...range, status: 'closed' }],
    });
    await page().route(`**${path}/calendar?*`, async (route) => {
      const answer = await route.fetch();
      const { nights } = await answer.json();
      for (const night of nights)
        if (night.holder) night.waiting = [{ kind: 'booking', id: bookingOf(id).id }];
      await route.fulfill({ json: { nights } });
    });
    await page().route(`**${path}/bookings?*`, (route) =>
      route.fulfill({ json: { items: [bookingOf(id)], next_cursor: null } }),
    );
    await person.logIn('viewer@demo.example', `/units/${id}?tab=calendar`);

    await page().getByText('Ana Example (Airbnb, reservation 4711)').waitFor();
    await page()
      .getByText(/lacks 2 nights from .*: a block came first\./)
      .waitFor();
    expect(await squares(/1 without/).count()).toBe(2);
    expect(await button('Save the nights').count()).toBe(0);
    expect(await faultsOf(page())).toEqual([]);
  });

  it('has 1,100 nights, twelve months at a time, by an address that others can open', async () => {
    const { id, day } = await aUnit();
    await person.logIn('viewer@demo.example', `/units/${id}?tab=calendar`);
    await expect.poll(() => page().locator('table.month').count(), { timeout: 20_000 }).toBe(12);
    let nights = await squares(/Open/).count();
    for (const next of [2, 3, 4]) {
      await button('Twelve months later').click();
      await page().waitForURL(`**/units/${id}?tab=calendar&months=${next}`);
      const first = page().locator('caption').first();
      await first.filter({ hasText: `${Number(day(0).slice(0, 4)) + next - 1}` }).waitFor();
      nights += await squares(/Open/).count();
    }

    expect(nights).toBe(1100);
    await page()
      .locator('td.night')
      .last()
      .filter({ hasText: `${Number(day(1099).slice(8))}` })
      .waitFor();
  });
});

const bookingOf = (unit_id: string) => ({
  ...{ id: '5bb2bc0d-2a3c-4d3c-8b5e-0f6f4a1f0001', org_id: 'demo', account_id: 'main', unit_id },
  ...{ external_reservation_id: '4711', source: 'Airbnb', guest_name: 'Ana Example' },
});
