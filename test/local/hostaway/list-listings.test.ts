import { describe, expect, it } from 'vitest';
import { queryListings } from '../../../local/hostaway/api/query-listings.ts';
import { emptyListing } from '../../../local/hostaway/stored-listing.ts';
import { aSimulator, ask } from './caller.ts';

describe('GET /v1/listings', () => {
  it('pages by limit and offset, with null for the first offset and the count of all', async () => {
    const simulator = await aSimulator();
    for (const name of ['a', 'b', 'c']) {
      await ask(simulator, 'POST /v1/listings', { body: { name } });
    }

    const first = await ask(simulator, 'GET /v1/listings?limit=2&sortOrder=nameReversed');
    const second = await ask(simulator, 'GET /v1/listings?limit=2&offset=2&sortOrder=nameReversed');

    expect(first.body).toMatchObject({ status: 'success', limit: 2, offset: null, count: 3 });
    expect(first.body).not.toHaveProperty('page');
    expect(first.body.result.map(({ name }: { name: string }) => name)).toEqual(['c', 'b']);
    expect(second.body).toMatchObject({ offset: 2, count: 3, result: [{ name: 'a' }] });
  });

  it('has 100 rows to a page unless asked, and no more than 500', async () => {
    const simulator = await aSimulator();

    expect((await ask(simulator, 'GET /v1/listings')).body.limit).toBe(100);
    expect((await ask(simulator, 'GET /v1/listings?limit=9999')).body.limit).toBe(500);
    expect((await ask(simulator, 'GET /v1/listings?limit=none')).body.limit).toBe(100);
  });

  it.each([
    { blank: 'customFieldValues', include: 0, amenities: 1, custom: 0 },
    { blank: 'customFieldValues', include: 1, amenities: 1, custom: 1 },
    { blank: 'all', include: 0, amenities: 0, custom: 0 },
    { blank: 'all', include: 1, amenities: 1, custom: 1 },
  ] as const)('blanks $blank unless resources are asked for: $include', async (row) => {
    const simulator = await aSimulator({ blankWithoutResources: row.blank });
    await ask(simulator, 'POST /v1/listings', {
      body: {
        name: 'Villa',
        listingAmenities: [{ amenityId: 1 }],
        customFieldValues: [{ customFieldId: 3, value: 'x' }],
      },
    });

    const { body } = await ask(simulator, `GET /v1/listings?includeResources=${row.include}`);

    expect(body.result[0].listingAmenities).toHaveLength(row.amenities);
    expect(body.result[0].customFieldValues).toHaveLength(row.custom);
  });
});

describe('queryListings', () => {
  const day = 86_400_000;
  const listing = (id: number, over: object = {}) => ({
    ...emptyListing(id, 1, id * day),
    ...over,
  });
  const listings = [
    listing(1, { fields: { name: 'Villa Azzurra', internalListingName: 'secret' } }),
    listing(2, { fields: { name: 'Casa' }, archived: true }),
    listing(3, { fields: { name: 'Villa Rossa', city: 'Como' } }),
  ];

  it.each([
    ['', [1, 2, 3]],
    ['match=villa', [1, 3]],
    ['match=secret', []],
    ['city=como', [3]],
    ['specialStatus[]=active', [1, 3]],
    ['specialStatus=active', [1, 2, 3]],
    ['latestActivityStart=1970-01-03', [2, 3]],
    ['latestActivityStart=1970-01-03&latestActivityEnd=1970-01-03', [2]],
    ['latestActivityStart=soon', [1, 2, 3]],
    ['nonsense=1', [1, 2, 3]],
    ['sortOrder=latestActivityDesc', [3, 2, 1]],
    ['sortOrder=name', [2, 1, 3]],
  ])('%j finds %j', (query, ids) => {
    expect(queryListings(listings, new URLSearchParams(query)).map(({ id }) => id)).toEqual(ids);
  });
});

describe('the vocabulary', () => {
  it.each([
    ['propertyTypes', { id: 1, name: 'Apartment' }],
    ['propertyTypes', { id: 8, name: 'Villa' }],
    ['amenities', { id: 1, name: 'Cable TV' }],
    ['bedTypes', { id: 1, name: 'Full Bunk Bed' }],
  ])('/v1/%s has %j', async (path, row) => {
    const { body } = await ask(await aSimulator(), `GET /v1/${path}`);

    expect(body.result).toContainEqual(row);
    const names = body.result.map(({ name }: { name: string }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(body.result.map(({ id }: { id: number }) => id)).size).toBe(names.length);
  });

  it.each([
    ['countries', 'IT', 'Italy'],
    ['currencies', 'EUR', 'Euro'],
    ['languages', 'de', 'German'],
    [
      'timezones',
      'Europe/Rome',
      { value: 'Europe/Rome', diff: expect.stringMatching(/^\+0[12]:00$/) },
    ],
  ])('/v1/%s is keyed by code: %s', async (path, code, label) => {
    const { body } = await ask(await aSimulator(), `GET /v1/${path}`);

    expect(body.result[code]).toEqual(label);
  });

  it('has the five cancellation policies', async () => {
    const { body } = await ask(await aSimulator(), 'GET /v1/cancellationPolicies');

    expect(body.result.map(({ name }: { name: string }) => name)).toEqual([
      'flexible',
      'moderate',
      'firm',
      'strict',
      'no_refund',
    ]);
  });
});
