import { describe, expect, it } from 'vitest';
import { notKept } from '../../../adapters/hostaway/not-kept.ts';

const told = (payload: Record<string, unknown>, listing: object) =>
  notKept(payload, { name: 'A', ...listing }).map(({ field, message }) => `${field}: ${message}`);

describe('notKept', () => {
  it.each<[string, Record<string, unknown>, object]>([
    ['the same', { price: 100.5, city: 'Rome' }, { price: 100.5, city: 'Rome' }],
    ['a number as text', { price: 100.5, lat: 40.12345 }, { price: '100.50', lat: '40.1234' }],
    ['white space', { description: 'a\r\n b ' }, { description: 'a b' }],
    ['another form of the same letters', { city: 'Cefal\u00f9' }, { city: 'Cefalu\u0300' }],
    ['a flag', { instantBookable: true }, { instantBookable: 1 }],
    [
      'what was cleared',
      { description: '', cleaningFee: 0 },
      { description: null, cleaningFee: 0 },
    ],
    ['a fee of nothing', { cleaningFee: 0 }, { cleaningFee: null }],
    ['what never comes back', { thumbnailUrl: 'https://a.example/1.jpg' }, { thumbnailUrl: null }],
    [
      'rows in another order with ids',
      { listingAmenities: [{ amenityId: 1 }, { amenityId: 2 }] },
      {
        listingAmenities: [
          { id: 9, amenityId: 2, amenityName: 'x' },
          { id: 8, amenityId: '1' },
        ],
      },
    ],
    [
      'pictures under other addresses',
      { listingImages: [{ url: 'https://a.example/1.jpg', sortOrder: 1 }] },
      { listingImages: [{ id: 1, url: 'https://s3.example/9', sortOrder: 1 }] },
    ],
    [
      'lists left blank',
      { listingBedTypes: [{ bedTypeId: 1, quantity: 1 }] },
      { listingBedTypes: [] },
    ],
  ])('takes for kept: %s', (_what, payload, listing) => {
    expect(told(payload, listing)).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, object, string]>([
    [
      'an unknown field',
      { accommodates: 4 },
      {},
      'accommodates: sent, but Hostaway does not keep it',
    ],
    ['an ignored one', { price: 4 }, { price: null }, 'price: sent, but Hostaway does not keep it'],
    ['another value', { price: 4 }, { price: 5 }, 'price: sent, but Hostaway keeps another value'],
    [
      'a cut text',
      { name: 'A long one' },
      { name: 'A' },
      'name: sent, but Hostaway keeps another value',
    ],
    [
      'what was to go',
      { houseRules: '' },
      { houseRules: 'no' },
      'houseRules: cleared, but Hostaway keeps a value',
    ],
    [
      'a row',
      {
        listingBedTypes: [
          { bedTypeId: 1, quantity: 2 },
          { bedTypeId: 3, quantity: 1 },
        ],
      },
      {
        listingBedTypes: [
          { bedTypeId: 1, quantity: 1 },
          { bedTypeId: 3, quantity: 1 },
        ],
      },
      'listingBedTypes: Hostaway keeps 1 of 2',
    ],
    [
      'a picture',
      { listingImages: [{ url: 'a' }, { url: 'b' }] },
      { listingImages: [{ id: 1 }] },
      'listingImages: Hostaway shows 1 of 2 so far: the others are still being fetched, or cannot be',
    ],
  ])('tells of %s', (_what, ...[payload, listing, expected]) => {
    expect(told(payload, listing)).toEqual([expected]);
  });

  it('tells no values and not of more than twenty fields', () => {
    const payload = Object.fromEntries(
      Array.from({ length: 500 }, (_, n) => [`f${n}`, 'a secret']),
    );
    const warnings = notKept(payload, { name: 'A' });

    expect(warnings).toHaveLength(21);
    expect(warnings.at(-1)?.message).toBe('and 480 more fields');
    expect(JSON.stringify(warnings)).not.toContain('a secret');
  });

  it('tells of lost pictures however much else is lost', () => {
    const others = Array.from({ length: 30 }, (_, n) => [`f${n}`, 'x']);
    const rows = [
      { url: 'https://img.example.com/1.jpg' },
      { url: 'https://img.example.com/2.jpg' },
    ];
    const payload = { ...Object.fromEntries(others), listingImages: rows };

    const warnings = notKept(payload, { name: 'A', listingImages: [{ id: 1 }] });

    expect(warnings.map(({ field }) => field)).toContain('listingImages');
  });

  it.each([undefined, null, [], 'ok', { id: 42 }])(
    'says nothing of an answer without the listing: %j',
    (result) => {
      expect(notKept({ price: 4 }, result)).toEqual([]);
    },
  );
});
