import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../../local/journal.ts';
import { aListing, aSimulator, ask, mint } from './caller.ts';

let folder = '';
let dataFile = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostaway-'));
  dataFile = join(folder, 'state', 'hostaway.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a data file', () => {
  it('brings listings and tokens back, also when nobody said goodbye', async () => {
    const before = await aSimulator({ dataFile });
    const token = (await mint(before)).body.access_token;
    const made = await ask(before, 'POST /v1/listings', {
      body: { name: 'Villa', listingAmenities: [{ amenityId: 1 }], countryCode: 'IT' },
    });
    const gone = await ask(before, 'POST /v1/listings', { body: { name: 'Gone' } });
    await ask(before, `DELETE /v1/listings/${gone.body.result.id}`);
    await ask(before, `PUT /v1/listings/${made.body.result.id}`, { body: { city: 'Como' } });
    const [kept] = before.listings();

    // The first one still runs: the second sees what a crash would have left.
    const after = await aSimulator({ dataFile });

    expect(after.listings()).toEqual([kept]);
    expect(kept?.listing).toMatchObject({ name: 'Villa', city: 'Como' });
    expect((await ask(after, 'GET /v1/listings', { token })).status).toBe(200);
    const next = await ask(after, 'POST /v1/listings', { body: { name: 'Next' } });
    expect(next.body.result.id).toBeGreaterThan(made.body.result.id);
  });

  it('brings reservations, calendars and webhooks back', async () => {
    const before = await aSimulator({ dataFile });
    const listingMapId = await aListing(before);
    const stay = { arrivalDate: '2030-06-02', departureDate: '2030-06-04' };
    before.control.bookings.book({ listingMapId, ...stay });
    before.control.setWebhookHabits({ ping: false });
    await ask(before, 'POST /v1/webhooks/unifiedWebhooks', {
      body: { url: 'http://127.0.0.1:9/', isEnabled: 0 },
    });
    const gone = before.control.bookings.book({ listingMapId, ...stay });
    before.control.bookings.remove(gone);
    const interval = { startDate: '2030-05-30', endDate: '2030-06-02', price: 80 };
    await ask(before, `PUT /v1/listings/${listingMapId}/calendar`, { body: interval });
    const calendar = `GET /v1/listings/${listingMapId}/calendar?startDate=2030-05-01&endDate=2030-06-30`;
    const days = (await ask(before, calendar)).body;

    const after = await aSimulator({ dataFile });

    expect(after.control.bookings.list()).toEqual(before.control.bookings.list());
    expect((await ask(after, calendar)).body).toEqual(days);
    expect(after.control.webhooks()).toEqual(before.control.webhooks());
    expect(after.control.webhooks()).toHaveLength(1);
    expect(after.control.bookings.book({ listingMapId, ...stay })).toBeGreaterThan(gone - 1);
  });

  it('remembers revoked tokens', async () => {
    const before = await aSimulator({ dataFile });
    const token = (await mint(before)).body.access_token;
    await ask(before, `DELETE /v1/accessTokens?token=${token}`);

    const after = await aSimulator({ dataFile });

    expect((await ask(after, 'GET /v1/listings', { token })).status).toBe(403);
  });
});

describe('Journal', () => {
  it('ignores a last line that a crash has cut off', () => {
    new Journal(dataFile).write('listing', 1, { name: 'Villa' });
    appendFileSync(dataFile, '{"kind":"listing","key":"2","val');

    const journal = new Journal(dataFile);
    journal.write('listing', 3, { name: 'Casa' });

    expect(new Journal(dataFile).values('listing')).toEqual([{ name: 'Villa' }, { name: 'Casa' }]);
  });

  it('does not grow with what is written over', () => {
    const journal = new Journal(dataFile);
    for (let i = 0; i < 12_000; i += 1) journal.write('listing', 1, { i });

    expect(readFileSync(dataFile, 'utf8').split('\n').length).toBeLessThan(6_000);
    expect(new Journal(dataFile).values('listing')).toEqual([{ i: 11_999 }]);
  });

  it('keeps what it was given, not what became of it', () => {
    const journal = new Journal(dataFile);
    const value = { name: 'Villa' };
    journal.write('listing', 1, value);
    value.name = 'Changed';

    expect(journal.values('listing')).toEqual([{ name: 'Villa' }]);
  });
});
