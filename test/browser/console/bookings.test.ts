import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/common/day.ts';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';
import { aChannel, control, link } from './channels.ts';
import { aNewUnit, callAs, showPictures } from './demo-api.ts';
import { untilListing } from './listings.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

const page = () => person.page;
const button = (name: string | RegExp) => page().getByRole('button', { name });
const rows = (text: string | RegExp) => page().getByRole('row').filter({ hasText: text });
const day = (days: number) => addDays(new Date().toISOString().slice(0, 10), days);

beforeEach(() => showPictures(page()));

/** A unit at a channel where two guests have booked, of whom the second one wants a night of the first. */
async function aBookedChannel() {
  const [channel, unit] = [await aChannel(), await aNewUnit()];
  const listing = await link(channel.id, unit.id);
  await untilListing(listing, 'ok', 1);
  const { external_listing_id } = await callAs(
    'local-owner',
    `GET /api/channels/listings/${listing}`,
  );
  const book = (guestName: string, from: number, to: number) =>
    control('POST reservations', {
      ...{ listingMapId: Number(external_listing_id), guestName },
      ...{ arrivalDate: day(from), departureDate: day(to) },
    });
  await book('Ada Example', 10, 13);
  await book('Bo Example', 12, 15);

  return { channel, unit };
}

describe('bookings of a channel', () => {
  it('come in once somebody lets them, are listed with their conflicts, and come in no more', async () => {
    const { channel, unit } = await aBookedChannel();
    await person.logIn('channel-publisher@demo.example', `/targets/${channel.id}?tab=bookings`);
    await page().getByText('Switched off: nothing comes in').waitFor();
    await button('Let bookings come in').click();
    await page().getByText('Bookings come in', { exact: true }).waitFor();
    await page().getByText(`, which calls http`).waitFor();
    expect(await faultsOf(page())).toEqual([]);

    await page().getByRole('link', { name: 'Its bookings' }).click();
    await rows('Ada Example').getByText('3 nights').first().waitFor();
    await rows('Bo Example').getByRole('link', { name: unit.name }).waitFor();
    await button(/^Conflict/).click();
    await page().getByRole('option', { name: 'In a conflict' }).click();
    await page().waitForURL(`**/bookings?target_id=${channel.id}&conflict=true`);
    await page().getByText('Others have nights of this guest').waitFor();
    await page()
      .getByText(/^1 night from/)
      .waitFor();
    expect(await page().getByRole('row').count()).toBe(2);
    expect(await faultsOf(page())).toEqual([]);

    await page().getByRole('link', { name: unit.name }).click();
    await page().getByText('Guests without a night').waitFor();
    await person.open(`/targets/${channel.id}?tab=bookings`);
    await button('Switch off').click();
    await page().getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
    await page().getByText('Switched off: nothing comes in').waitFor();
  });

  it('are on record as they came, and looked at once more', async () => {
    const { channel } = await aBookedChannel();
    await callAs('local-owner', `PUT /api/channels/targets/${channel.id}/inbound`, {
      enabled: true,
    });
    await person.logIn('owner@demo.example', `/inbound?target_id=${channel.id}`);
    await expect.poll(() => rows('Taken over').count(), { timeout: 60_000 }).toBe(2);
    await button(/^Look again: /)
      .first()
      .click();

    await page().getByText('Found at the channel, once more').waitFor();
    await expect.poll(() => rows('Waits its turn').count(), { timeout: 60_000 }).toBe(0);
    expect(await faultsOf(page())).toEqual([]);
    await person.open(`/inbound?target_id=${channel.id}&status=failed`);
    await page().getByText('No row is like that').waitFor();
  });

  it('are to be looked at only by who may not change anything', async () => {
    const { id } = await aChannel();
    await person.logIn('viewer@demo.example', `/targets/${id}?tab=bookings`);
    await page().getByText('Switched off: nothing comes in').waitFor();

    expect(await button('Let bookings come in').count()).toBe(0);
    await page().getByRole('link', { name: 'Its inbound log' }).click();
    await page().getByText('No row is like that').waitFor();
  });
});
