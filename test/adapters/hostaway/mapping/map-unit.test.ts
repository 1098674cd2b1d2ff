import { describe, expect, it } from 'vitest';
import { mapUnit } from '../../../../adapters/hostaway/mapping/map-unit.ts';
import { payloadExcerpt } from '../../../../adapters/hostaway/mapping/payload-excerpt.ts';
import type { ReferenceData } from '../../../../domain/channel/channel.ts';
import type { FieldMappingProfile } from '../../../../domain/targets/target.ts';
import { aUnit } from '../../../builders/unit.ts';

const listing_id = '0b0f4f0a-1111-5222-8333-444455556666';
const reference: ReferenceData = {
  property_types: { villa: 8, apartment: 1 },
  amenities: { 'cable tv': 1, wireless: 3, 'swimming pool': 2, pool: 22 },
  bed_types: { 'king bed': 4, 'single bed': 2 },
};
const empty: ReferenceData = { property_types: {}, amenities: {}, bed_types: {} };

interface Case {
  readonly profile?: FieldMappingProfile;
  readonly reference?: ReferenceData;
}

function map(over: Record<string, unknown> = {}, { profile = 'public_api', ...more }: Case = {}) {
  return mapUnit({ unit: aUnit(over), listing_id, profile, reference, ...more });
}

/** `field: message` of each warning. */
async function warningsOf(over: Record<string, unknown>, options?: Case): Promise<string[]> {
  const { warnings } = await map(over, options);
  return warnings.map(({ field, message }) => `${field}: ${message}`);
}

describe('the profile public_api', () => {
  it('sends a complete unit without loss, under the names of the documented API', async () => {
    const { payload, warnings, errors } = await map();

    expect(errors).toEqual([]);
    expect(warnings).toEqual([]);
    expect(payload).toEqual({
      name: 'Villa Azzurra',
      internalListingName: `[tvl:${listing_id}] Villa Azzurra`,
      propertyTypeId: 8,
      roomType: 'entire_home',
      personCapacity: 6,
      bedroomsNumber: 2,
      bedsNumber: 3,
      bathroomsNumber: 2,
      address: 'Via Roma 1, Interno 4, Amalfi, Salerno 84011, IT',
      publicAddress: 'Amalfi, Salerno, IT',
      street: 'Via Roma 1, Interno 4',
      city: 'Amalfi',
      state: 'Salerno',
      zipcode: '84011',
      countryCode: 'IT',
      lat: 40.634,
      lng: 14.6027,
      timeZoneName: 'Europe/Rome',
      currencyCode: 'EUR',
      price: 189.5,
      cleaningFee: 60,
      guestsIncluded: 6,
      priceForExtraPerson: 0,
      minNights: 2,
      maxNights: 30,
      checkInTimeStart: 15,
      checkInTimeEnd: 22,
      checkOutTime: 10,
      cancellationPolicy: 'moderate',
      propertyLicenseNumber: 'IT-065006',
      houseRules: 'No parties.',
      description: 'Above the sea.',
      listingAmenities: [{ amenityId: 2 }, { amenityId: 3 }],
      listingBedTypes: [
        { bedTypeId: 2, quantity: 2 },
        { bedTypeId: 4, quantity: 1 },
      ],
      thumbnailUrl: 'https://img.example.com/front.jpg',
      listingImages: [
        { url: 'https://img.example.com/front.jpg', caption: 'Front', sortOrder: 1 },
        { url: 'https://img.example.com/terrace.jpg', sortOrder: 2 },
      ],
    });
  });

  it('sends only what an almost empty unit says', async () => {
    const bare = Object.fromEntries(
      Object.entries(aUnit()).map(([key, value]) => [
        key,
        /^(id|org_id|account_id|version|created_at|updated_at|name|space)$/.test(key)
          ? value
          : undefined,
      ]),
    );
    const { payload, errors, warnings } = await map(bare, { reference: empty });

    expect(payload).toEqual({
      name: 'Villa Azzurra',
      internalListingName: `[tvl:${listing_id}] Villa Azzurra`,
      roomType: 'entire_home',
    });
    expect(errors).toEqual([]);
    expect(warnings.map(({ field }) => field)).toEqual([
      'space.property_type',
      'beds',
      'amenities',
      'address',
      'currency',
      'capacity_adults',
      'media_assets',
    ]);
  });

  it.each([
    ['EUR', 189.5],
    ['JPY', 18_950],
    ['KWD', 18.95],
    ['HUF', 189.5],
    ['IDR', 189.5],
    ['IQD', 18.95],
    ['PKR', 189.5],
    ['CLP', 18_950],
  ])('counts money of %s in its major unit', async (currency, price) => {
    expect((await map({ currency })).payload.price).toBe(price);
  });

  it.each([
    ['adults and children', { capacity_adults: 4, capacity_children: 2 }, 6],
    ['adults alone', { capacity_adults: 4, capacity_children: null }, 4],
    ['nothing', { capacity_adults: null, capacity_children: 2 }, undefined],
  ])('counts guests of any age: %s', async (_what, over, capacity) => {
    const { payload } = await map(over);

    expect([payload.personCapacity, payload.guestsIncluded]).toEqual([capacity, capacity]);
  });

  it('offers a hotel room as a private room', async () => {
    const { payload } = await map({ space: { ...aUnit().space, property_type: 'hotel_room' } });

    expect(payload.roomType).toBe('private_room');
  });

  it.each([
    [{ room_type: 'private_room' }, {}, ['private_room', undefined]],
    [{ room_type: 'shared_room' }, { shared: true }, ['shared_room', 'shared']],
    [{ property_type: 'hotel_room' }, {}, ['private_room', undefined]],
    [
      { property_type: 'hotel_room', room_type: 'entire_home' },
      { shared: false },
      ['entire_home', 'private'],
    ],
    [{ room_type: null }, { shared: null }, ['entire_home', undefined]],
  ])('says what guests have to themselves: %j, %j', async (kind, baths, sent) => {
    const { payload, warnings } = await map({
      space: { ...aUnit().space, ...kind },
      bathrooms: { full: 1, half: 0, ...baths },
    });

    expect([payload.roomType, payload.bathroomType]).toEqual(sent);
    expect(warnings.filter(({ field }) => field !== 'space.property_type')).toEqual([]);
  });

  it('sends an emptied text as empty, since leaving it out would keep the old one', async () => {
    expect((await map({ description: '' })).payload.description).toBe('');
  });

  it('takes the same amenities in another order for the same listing', async () => {
    const { payload } = await map({ amenities: ['swimming_pool', 'wifi', 'wireless_internet'] });

    expect(payload).toEqual((await map()).payload);
  });

  it('looks an unlisted amenity up by its own words', async () => {
    const { payload } = await map({ amenities: ['cable_tv'] });

    expect(payload.listingAmenities).toEqual([{ amenityId: 1 }]);
  });
});

describe('what Hostaway cannot take is told', () => {
  const asset = (index: number) => ({
    url: `https://img.example.com/${index}.jpg`,
    sort_order: index,
  });
  const images = (count: number) => [
    { ...asset(0), is_primary: true },
    ...Array.from({ length: count - 1 }, (_, index) => asset(index + 1)),
  ];

  it.each<[string, Record<string, unknown>, string]>([
    [
      'half bathrooms',
      { bathrooms: { full: 2, half: 1 } },
      'bathrooms: Hostaway counts whole bathrooms: 1 half bathroom(s) are left out, 2 is sent',
    ],
    [
      'minutes of arrival',
      { check_in_from: '15:30' },
      'check_in_from: Hostaway takes whole hours: 15:30 is sent as 16',
    ],
    [
      'minutes before the last hour',
      { check_in_from: '22:01', check_in_until: null },
      'check_in_from: Hostaway takes whole hours: 22:01 is sent as 23',
    ],
    [
      'minutes of the last hour',
      { check_in_from: '23:01', check_in_until: null },
      'check_in_from: Hostaway takes whole hours: 23:01 is sent as 23, its latest: guests may come earlier than they should',
    ],
    [
      'arrivals past midnight',
      { check_in_from: '16:00', check_in_until: '02:00' },
      'check_in_until: the last hour of arrival is before the first (2 and 16): whether Hostaway takes it for the next day is not known',
    ],
    [
      'a unit that is switched off',
      { is_active: false },
      'is_active: the unit is switched off, but Hostaway takes no listing off sale for its API: block its calendar or unlist it there',
    ],
    [
      'minutes of late arrival',
      { check_in_until: '23:59' },
      'check_in_until: Hostaway takes whole hours: 23:59 is sent as 23',
    ],
    [
      'minutes of departure',
      { check_out_until: '00:15' },
      'check_out_until: Hostaway takes whole hours: 00:15 is sent as 00',
    ],
    [
      'an amenity',
      { amenities: ['wifi', 'swimming_pool', 'goat'] },
      'amenities: Hostaway has no amenity goat: not sent',
    ],
    [
      'a word of JavaScript',
      { amenities: ['wifi', 'constructor'] },
      'amenities: Hostaway has no amenity constructor: not sent',
    ],
    ['amenities removed', { amenities: [] }, 'amenities: no amenities: those at Hostaway are kept'],
    ['beds removed', { beds: [] }, 'beds: no beds: what Hostaway has is kept'],
    [
      'a bed type',
      { beds: [{ type: 'futon', quantity: 1 }] },
      'beds: Hostaway has no bed type futon: counted as a bed, its type is not sent',
    ],
    [
      'rooms of beds',
      { beds: [{ type: 'king', quantity: 1, room: 'Attic' }] },
      'beds: Hostaway takes no rooms for beds: not sent',
    ],
    [
      'a property type',
      { space: { ...aUnit().space, property_type: 'castle' } },
      'space.property_type: Hostaway has no property type named Castle: not sent',
    ],
    [
      'images over 50',
      { media_assets: images(53) },
      'media_assets: at most 50 images are sent: the last 3 are left out',
    ],
    [
      'no primary image',
      { media_assets: [asset(1)] },
      'media_assets: no primary image is chosen: the first one leads',
    ],
    ['no images', { media_assets: [] }, 'media_assets: no images: those at Hostaway are kept'],
    [
      'the same image twice',
      { media_assets: [...images(2), asset(1)] },
      'media_assets: 1 image(s) with a URL that is there already: sent once',
    ],
    [
      'a name with no room for the marker',
      { name: 'n'.repeat(255) },
      'name: the internal name at Hostaway is cut to leave room for the marker',
    ],
    [
      'a name that would be cut within a character',
      { name: `A${'🏡'.repeat(127)}` },
      'name: the internal name at Hostaway is cut to leave room for the marker',
    ],
    [
      'stays nobody can book',
      { min_nights: 9, max_nights: 3 },
      'max_nights: the longest stay is shorter than the shortest: nobody can book',
    ],
    [
      'no price',
      { base_nightly_rate: null },
      'base_nightly_rate: without a price Hostaway keeps the listing incomplete',
    ],
    [
      'no currency',
      { currency: null },
      'currency: without a currency no price is sent, and Hostaway keeps the listing incomplete',
    ],
    [
      'no address',
      { address: null },
      'address: without an address Hostaway keeps the listing incomplete',
    ],
  ])('%s', async (_what, over, warning) => {
    expect(await warningsOf(over)).toEqual([warning]);
  });

  it('tells of each amenity when the account has no vocabulary', async () => {
    const warnings = await warningsOf({}, { reference: empty });

    expect(warnings).toContain('amenities: Hostaway has no amenity wifi: not sent');
    expect(warnings).toContain('amenities: Hostaway has no amenity swimming_pool: not sent');
  });

  it('sends a picture that is there twice once, at its first place, in whatever order the request has them', async () => {
    const [a, b] = [asset(1), asset(2)];
    const media_assets = [
      { ...a, caption: 'late', sort_order: 9 },
      b,
      { ...a, caption: 'early', sort_order: 1 },
      { ...asset(3), is_primary: true, sort_order: 5 },
      { ...asset(3), sort_order: 8 },
    ];
    for (const assets of [media_assets, media_assets.toReversed()]) {
      const { payload } = await map({ media_assets: assets });

      expect(payload.listingImages).toEqual([
        { url: asset(3).url, sortOrder: 1 },
        { url: a.url, caption: 'early', sortOrder: 2 },
        { url: b.url, sortOrder: 3 },
      ]);
    }
  });

  it('sends the primary image and the first of the others up to 50', async () => {
    const media_assets = [...images(53).reverse()];
    const { payload } = await map({ media_assets });

    expect(payload.thumbnailUrl).toBe('https://img.example.com/0.jpg');
    expect(payload.listingImages).toEqual(
      Array.from({ length: 50 }, (_, index) => ({ url: asset(index).url, sortOrder: index + 1 })),
    );
  });
});

describe('the profile specification', () => {
  it('follows the table of the specification to the letter', async () => {
    const over = { bathrooms: { full: 2, half: 1 } };
    const { payload, warnings, errors } = await map(over, {
      profile: 'specification',
      reference: empty,
    });

    expect({ warnings, errors }).toEqual({ warnings: [], errors: [] });
    expect(payload).toMatchObject({
      name: 'Villa Azzurra',
      internalListingName: `[tvl:${listing_id}] Villa Azzurra`,
      accommodates: 4,
      propertyTypeName: 'Villa',
      bathrooms: 2.5,
      picture: 'https://img.example.com/front.jpg',
      photos: ['https://img.example.com/front.jpg', 'https://img.example.com/terrace.jpg'],
    });
    expect(payload).not.toHaveProperty('personCapacity');
    expect(payload).not.toHaveProperty('listingImages');
  });

  it('tells what the table has no field for', async () => {
    const over = {
      space: { ...aUnit().space, room_type: 'private_room' },
      bathrooms: { full: 1, half: 0, shared: true },
      is_active: false,
    };

    expect((await map(over, { profile: 'specification' })).warnings.map((w) => w.field)).toEqual([
      'is_active',
      'space.room_type',
      'bathrooms',
    ]);
  });

  it('requires a primary image', async () => {
    const media_assets = [{ url: 'https://img.example.com/1.jpg' }];
    const { errors } = await map({ media_assets }, { profile: 'specification' });

    expect(errors).toEqual([{ path: 'picture', message: 'a primary image is required' }]);
  });

  it('sends at most 50 photos', async () => {
    const media_assets = Array.from({ length: 60 }, (_, index) => ({
      url: `https://img.example.com/${index}.jpg`,
      is_primary: index === 0,
    }));
    const { payload } = await map({ media_assets }, { profile: 'specification' });

    expect(payload.photos).toHaveLength(50);
  });
});

describe('what must not be sent', () => {
  it.each<[FieldMappingProfile, string]>([
    ['public_api', 'personCapacity'],
    ['specification', 'accommodates'],
  ])('is an error: a home for nobody (%s)', async (profile, path) => {
    const { errors } = await map({ capacity_adults: 0, capacity_children: 0 }, { profile });

    expect(errors).toEqual(
      [{ path, message: 'a listing is for at least one guest' }].concat(
        profile === 'public_api' ? [{ path: 'guestsIncluded', message: expect.any(String) }] : [],
      ),
    );
  });

  it.each([
    [{ currency: 'ZZZ' }, 'currencyCode', 'no currency of ISO 4217'],
    [{ timezone: '+02:00' }, 'timeZoneName', 'no zone of the tz database'],
    [{ address: { country_code: 'UK' } }, 'countryCode', 'no country of ISO 3166-1'],
  ])(
    'is an error: a code of an earlier version that says nothing: %j',
    async (over, path, message) => {
      const { payload, errors } = await map(over);

      expect(errors).toEqual([{ path, message }]);
      expect(payload.price).toBe('currency' in over ? undefined : 189.5);
    },
  );

  it('is an error: no name', async () => {
    expect((await map({ name: '' })).errors).toEqual([
      { path: 'name', message: 'a listing needs a name' },
    ]);
  });
});

describe('the excerpt', () => {
  it('shows at most 500 characters, none of them about where the home is', async () => {
    const { payload } = await map({
      description: 'Key under the mat, call +39 333 1234567',
      media_assets: [{ url: 'https://img.example.com/a.jpg?signature=abc', is_primary: true }],
    });

    const excerpt = payloadExcerpt(payload);
    expect(excerpt.length).toBeLessThanOrEqual(500);
    expect(excerpt).toMatch(/^\{"name":"Villa Azzurra","internalListingName"/);
    expect(excerpt).not.toMatch(/Via Roma|84011|40\.634|065006|the mat|1234567|parties|signature/);
  });

  it('never ends within a character', async () => {
    const { payload } = await map({ name: '🏠'.repeat(120), address: { city: '🏠'.repeat(120) } });
    const excerpt = payloadExcerpt(payload);

    expect(excerpt.isWellFormed()).toBe(true);
    expect(excerpt).not.toContain('\ufffd');
    expect(excerpt.length).toBeGreaterThanOrEqual(499);
  });
});
