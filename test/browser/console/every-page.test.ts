import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';
import { aChannel, link } from './channels.ts';
import { aNewUnit, showPictures } from './demo-api.ts';
import { untilListing } from './listings.ts';
import { changeUnit } from './units.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

beforeEach(() => showPictures(person.page));

const ids: Record<string, string> = {};
beforeAll(async () => {
  const [target, unit] = [await aChannel(), await aNewUnit()];
  const listing = await link(target.id, unit.id);
  await untilListing(listing, 'ok', 1);
  await changeUnit(unit.id, { min_nights: 5 });
  await untilListing(listing, 'ok', 2);
  Object.assign(ids, { target: target.id, unit: unit.id, listing });
});
const looks = [
  { what: 'in the dark', width: 1280, colorScheme: 'dark' },
  { what: 'on a telephone', width: 390, colorScheme: 'light' },
] as const;

describe('every page can be used by everybody', () => {
  it.each([
    '/',
    '/alerts',
    '/alerts?state=past',
    '/targets/new',
    '/targets/:target',
    '/targets/:target?tab=listings',
    '/targets/:target?tab=waiting',
    '/targets/:target?tab=attempts',
    '/targets/:target?tab=bookings',
    '/targets/:target?tab=again',
    '/targets/:target?tab=settings',
    '/targets/:target/mapping',
    '/listings',
    '/listings/:listing',
    '/listings/:listing?tab=history',
    '/listings/:listing?tab=versions',
    '/attempts',
    '/bookings',
    '/inbound',
    '/units',
    '/units/new',
    '/units/:unit',
    '/units/:unit?tab=calendar',
    '/units/:unit?tab=versions',
    '/members',
    '/api-keys',
    '/alert-webhook',
    '/profile',
    '/runbook',
    '/nowhere',
  ])('%s', async (template) => {
    const path = template.replaceAll(/:(\w+)/g, (_, kind) => ids[kind] ?? '');
    const { page } = person;
    await person.logIn('owner@demo.example', path);
    for (const { what, width, colorScheme } of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });

      expect(await faultsOf(page), what).toEqual([]);
      const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await page.evaluate(tooWide), `${what}: px that have to be scrolled to`).toBe(0);
    }
  });
});
