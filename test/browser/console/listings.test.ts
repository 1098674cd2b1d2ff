import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';
import { aChannel, control, link } from './channels.ts';
import { aNewUnit, callAs } from './demo-api.ts';
import { pictureAnswer, untilListing } from './listings.ts';
import { changeUnit } from './units.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

const page = () => person.page;
const button = (name: string | RegExp) => page().getByRole('button', { name });
const heading = (name: string) => page().getByRole('heading', { name, level: 1 });
const says = (words: string | RegExp) => page().getByText(words).first().waitFor();

beforeEach(() => page().route('https://pictures.example/**', pictureAnswer));

const published = async () => {
  const channel = await aChannel();
  const unit = await aNewUnit();
  const id = await link(channel.id, unit.id);
  await untilListing(id, 'ok');
  return { channel, unit, id };
};

describe('a listing', () => {
  it('that the channel refuses says why, and is sent when the unit is mended', async () => {
    const { channel, unit, id } = await published();
    await control('POST faults', {
      ...{ kind: 'refuse', status: 422, count: 1, words: 'Listing error: name: Not that one' },
      match: { account_id: channel.account_id, methods: ['PUT'] },
    });
    await changeUnit(unit.id, { name: `${unit.name} refused` });
    await person.logIn('owner@demo.example', `/listings/${id}`);

    await says('Refused by Hostaway: Listing error: name: Not that one');
    await says('Mend it in the unit: it is sent by itself then.');
    await page().locator(`a[href="/units/${unit.id}"]`).first().waitFor();
    expect(await faultsOf(page())).toEqual([]);

    await changeUnit(unit.id, { name: `${unit.name} mended` });
    await says(/^Sent (now|\d+ seconds? ago)/);
    await page().getByRole('tab', { name: 'Attempts' }).click();
    await says('Refused: Listing error: name: Not that one');
    await page()
      .getByRole('button', { name: /^Details of the attempt/ })
      .nth(1)
      .click();
    await page().getByRole('dialog').getByText('HTTP 422').waitFor();
    expect(await faultsOf(page())).toEqual([]);
  });

  it('is sent at an older version, whose difference is shown before', async () => {
    const { unit, id } = await published();
    await changeUnit(unit.id, { name: `${unit.name} anew`, base_nightly_rate: 45_000 });
    await untilListing(id, 'ok', 2);
    await person.logIn('channel-publisher@demo.example', `/listings/${id}?tab=versions`);

    await page()
      .getByRole('row', { name: /^Price per night 320 → 450/ })
      .waitFor();
    expect(await faultsOf(page())).toEqual([]);
    await button('Send this version, 1').click();
    const dialog = page().getByRole('dialog');
    await dialog.getByText('450 → 320').waitFor();
    await dialog.getByText(`“${unit.name} anew” → “${unit.name}”`).waitFor();
    await dialog.getByRole('button', { name: 'Send version 1' }).click();
    await says('Version 1 is on its way to Hostaway.');
    await says('version 1; the unit is at 2');
    await says(/^Sent (now|\d+ seconds? ago)/);
    await says('1, sent last');
  });

  it('is compared at any two versions, which its address keeps', async () => {
    const { unit, id } = await published();
    await changeUnit(unit.id, (content) => ({
      media_assets: [
        { url: 'https://pictures.example/new.jpg', is_primary: false, sort_order: 0 },
        ...content.media_assets.map((asset, index) => ({
          ...{ ...asset, sort_order: index + 1, is_primary: false },
        })),
      ],
    }));
    await changeUnit(unit.id, { min_nights: 5 });
    await untilListing(id, 'ok', 3);
    await person.logIn('viewer@demo.example', `/listings/${id}?tab=versions&from=1&to=2`);

    await page().getByRole('row', { name: 'Photos Photo added in front' }).waitFor();
    await button(/^To/).click();
    await page().getByRole('option', { name: 'Version 3' }).click();
    await page()
      .getByRole('row', { name: /^Shortest stay 3 → 5/ })
      .waitFor();
    expect(new URL(page().url()).search).toContain('from=1&to=3');
    await page().goBack();
    await page()
      .getByRole('row', { name: /^Shortest stay/ })
      .waitFor({ state: 'detached' });
    // A viewer sends nothing.
    expect(await button(/^(Send|Pause|Archive)/).count()).toBe(0);
  });

  it('is paused and resumed, archived, and gone from the channel if so wished', async () => {
    const { id } = await published();
    await person.logIn('owner@demo.example', `/listings/${id}`);

    await button('Pause').click();
    await page().getByText('Paused', { exact: true }).waitFor();
    await button('Resume').click();
    await says(/^Sent /);
    await button('Archive').click();
    await page().getByRole('radio', { name: 'Remove it from Hostaway too' }).check();
    expect(await faultsOf(page())).toEqual([]);
    await button('Remove it from Hostaway').click();
    await page().getByText('Archived', { exact: true }).waitFor();
    await page().getByRole('link', { name: 'Link it again' }).waitFor();
    await untilListing(id, 'ok');
    expect(
      (await callAs('local-owner', `GET /api/channels/listings/${id}`)).external_listing_id,
    ).toBe(null);
  });

  it('that was deleted at the channel is published again', async () => {
    const { channel, unit, id } = await published();
    await control('POST faults', {
      ...{ kind: 'refuse', status: 404, count: 1, words: 'Listing not found' },
      match: { account_id: channel.account_id, methods: ['PUT'] },
    });
    await changeUnit(unit.id, { min_nights: 9 });
    await person.logIn('owner@demo.example', `/listings/${id}`);

    await page().getByText('Deleted at Hostaway', { exact: true }).waitFor();
    await button('Publish again').click();
    await page().getByRole('dialog').getByRole('button', { name: 'Publish again' }).click();
    await says('It is being published at Hostaway as a new listing.');
    await says(/^Sent (now|\d+ seconds? ago)/);
  });
});

describe('the list of listings', () => {
  it('is narrowed down by account, progress and words, which its address keeps', async () => {
    const { channel, unit, id } = await published();
    const other = await aNewUnit();
    await link(channel.id, other.id);
    await person.logIn('viewer@demo.example', `/listings?target_id=${channel.id}`);

    await page().getByText('(2)', { exact: true }).waitFor();
    await page().getByRole('searchbox').fill(unit.name);
    await page().getByText('(1 of 2)').waitFor();
    await page().getByRole('row', { name: unit.name }).getByText(/^Sent/).first().waitFor();
    expect(await faultsOf(page())).toEqual([]);
    await page().reload();
    await page().getByText('(1 of 2)').waitFor();
    await page().getByRole('link', { name: unit.name }).click();
    await heading(unit.name).waitFor();
    expect(page().url()).toContain(`/listings/${id}`);

    await person.open(`/listings?target_id=${channel.id}&sync_status=error`);
    await says('No listing is like that');
  });

  it('shows two thousand by pages of fifty, and looks through all of them', async () => {
    const { id } = await published();
    const one = await callAs('local-owner', `GET /api/channels/listings/${id}`);
    await page().route('**/api/channels/listings?*', (route) => {
      const at = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
      const items = Array.from({ length: 100 }, () => ({ ...one, id: randomUUID() }));
      return route.fulfill({ json: { items, next_cursor: at < 19 ? String(at + 1) : null } });
    });
    await person.logIn('viewer@demo.example', '/listings');

    await page().getByText('(2000)', { exact: true }).waitFor();
    expect(await page().getByRole('row').count()).toBe(51);
    await page().getByRole('searchbox').fill('no such listing');
    await page().getByText('(0 of 2000)', { exact: true }).waitFor();
  });
});

describe('attempts', () => {
  it('are found by their trace, however it is typed', async () => {
    const { unit, id } = await published();
    const { items } = await callAs('local-owner', `GET /api/channels/listings/${id}/history`);
    const trace: string = items[0].trace_id;
    await person.logIn('viewer@demo.example', '/attempts');

    await page().getByRole('textbox', { name: 'Trace id' }).fill('no trace');
    await button('Find').click();
    await says('This is no trace id');
    await page().getByRole('textbox', { name: 'Trace id' }).fill(trace.replaceAll('-', ''));
    await button('Find').click();
    await page().getByRole('link', { name: unit.name }).waitFor();
    expect(new URL(page().url()).searchParams.get('trace')).toBe(trace);
    expect(await faultsOf(page())).toEqual([]);
  });
});
