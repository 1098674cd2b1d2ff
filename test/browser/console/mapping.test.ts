import { beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';
import { aChannel, control } from './channels.ts';
import { aNewUnit, callAs } from './demo-api.ts';
import { pictureAnswer } from './listings.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

const page = () => person.page;
const button = (name: string | RegExp) => page().getByRole('button', { name });
const items = () =>
  page()
    .getByRole('list', { name: /^Units and what/ })
    .getByRole('listitem');
const item = (name: string) => items().filter({ hasText: name });
const search = () => page().getByRole('searchbox', { name: 'Find units' });

beforeEach(() => page().route('https://pictures.example/**', pictureAnswer));

describe('linking units', () => {
  it('publishes a unit as a new listing, by the keyboard alone', async () => {
    const channel = await aChannel();
    const unit = await aNewUnit();
    await person.logIn('channel-publisher@demo.example', `/targets/${channel.id}/mapping`);

    await page().getByText('Hostaway has 0 listings').waitFor();
    await search().focus();
    await page().keyboard.type(unit.name);
    await item(unit.name).waitFor();
    await expect.poll(() => items().count()).toBe(1);
    await item(unit.name).getByRole('checkbox').focus();
    await page().keyboard.press('Space');
    await button('Link 1 unit').focus();
    await page().keyboard.press('Enter');
    await item(unit.name)
      .getByText(/^Sent (now|\d+ seconds? ago)/)
      .waitFor();
    await page().getByText('1 linked', { exact: true }).first().waitFor();
    expect(await faultsOf(page())).toEqual([]);
  });

  it('adopts what the channel has, as it was proposed by name', async () => {
    const first = await aChannel();
    const unit = await aNewUnit();
    const { id } = await callAs('local-owner', 'POST /api/channels/listings', {
      ...{ target_id: first.id, unit_id: unit.id },
    });
    const read = () => callAs('local-owner', `GET /api/channels/listings/${id}`);
    await expect.poll(read, { timeout: 60_000 }).toMatchObject({ sync_status: 'ok' });
    const { external_listing_id } = await read();
    await callAs('local-owner', `DELETE /api/channels/listings/${id}`);
    await person.logIn('owner@demo.example', `/targets/${first.id}/mapping?unit=${unit.id}`);

    await item(unit.name).getByText(`Number ${external_listing_id}, proposed: same name`).waitFor();
    expect(await item(unit.name).getByRole('checkbox').isChecked()).toBe(true);
    await button('Link 1 unit').click();
    await item(unit.name).getByRole('link', { name: unit.name }).nth(1).waitFor();
    await item(unit.name)
      .getByText(/^Sent /)
      .waitFor();
    expect((await read()).external_listing_id).toBe(external_listing_id);
  });

  it('says of each that failed why, and tries it again', async () => {
    const channel = await aChannel();
    const units = [await aNewUnit(), await aNewUnit()];
    const [good, bad] = units;
    await person.logIn('owner@demo.example', `/targets/${channel.id}/mapping`);
    let refusals = 1;
    await page().route('**/api/channels/listings', (route) =>
      route.request().postDataJSON()?.unit_id === bad?.id && refusals-- > 0
        ? route.fulfill({ status: 503, json: { title: 'Busy', status: 503, detail: 'Too busy.' } })
        : route.continue(),
    );

    for (const unit of units) {
      await search().fill(unit.name);
      await item(unit.name).getByRole('checkbox').check();
    }
    await button('Link 2 units').click();
    await page().getByText('1 linked, 1 failed: see below').first().waitFor();
    // What was tried stays in sight; of the others there may be pages.
    await search().fill(good?.name ?? '');
    await item(bad?.name ?? '')
      .getByText('Not linked: Too busy.')
      .waitFor();
    await item(good?.name ?? '')
      .getByText(/^Sent /)
      .waitFor();
    await button('Link 1 unit').click();
    await item(bad?.name ?? '')
      .getByText(/^Sent /)
      .waitFor();
  });

  it('says what a unit lacks, and leads there', async () => {
    const channel = await aChannel();
    const unit = await aNewUnit({ capacity_adults: null });
    await person.logIn('owner@demo.example', `/targets/${channel.id}/mapping?unit=${unit.id}`);

    await item(unit.name).getByText('It lacks how many adults it takes.').waitFor();
    expect(await item(unit.name).getByRole('checkbox').isDisabled()).toBe(true);
    const link = item(unit.name).getByRole('link', { name: 'Complete it' });
    expect(await link.getAttribute('href')).toBe(`/units/${unit.id}?field=capacity_adults`);
    expect(await button('Link units').isDisabled()).toBe(true);
  });

  it('goes on without what the channel has, when that cannot be read', async () => {
    const channel = await aChannel();
    const unit = await aNewUnit();
    await control('POST faults', {
      ...{ kind: 'server_error', status: 503 },
      match: { account_id: channel.account_id, methods: ['GET'], path: '/v1/listings' },
    });
    await person.logIn('owner@demo.example', `/targets/${channel.id}/mapping?unit=${unit.id}`);

    await page().getByText('Could not read what Hostaway has').waitFor();
    await item(unit.name).getByRole('checkbox').waitFor();
    expect(await faultsOf(page())).toEqual([]);
  });

  it('is not offered to who may only look, who sees what is linked', async () => {
    const channel = await aChannel();
    const unit = await aNewUnit();
    await person.logIn('viewer@demo.example', `/targets/${channel.id}/mapping?unit=${unit.id}`);

    await item(unit.name).getByText('Not linked').waitFor();
    expect(await page().getByRole('checkbox').count()).toBe(0);
    expect(await button(/^(Link|Choose)/).count()).toBe(0);
  });
});
