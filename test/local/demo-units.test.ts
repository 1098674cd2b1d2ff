import { describe, expect, it } from 'vitest';
import { unitContentSchema } from '../../domain/supply/unit.ts';
import { bathrooms, cents, factsOfName, propertyType, roomType } from '../../local/demo-facts.ts';
import { type DemoRow, readDemoRows } from '../../local/demo-row.ts';
import { demoUnits, toDemoUnit } from '../../local/demo-units.ts';

const aRow = (over: Partial<DemoRow> = {}): DemoRow => ({
  id: '42',
  name: 'Home in Powell · ★4.87 · 3 bedrooms · 6 beds · 2 baths',
  picture_url: 'https://pictures.test/42.jpg',
  neighbourhood_cleansed: 'Far Northwest',
  latitude: '40.1',
  longitude: '-83.1',
  property_type: 'Entire home',
  accommodates: '6',
  bathrooms_text: '2.5 baths',
  beds: '6',
  price: '$1,077.50',
  minimum_nights: '2',
  maximum_nights: '30',
  license: '',
  ...over,
});

describe('toDemoUnit', () => {
  it('makes a valid unit of every row, with an id of its own', () => {
    const units = readDemoRows().map(toDemoUnit);

    for (const { content } of units) expect(() => unitContentSchema.parse(content)).not.toThrow();
    expect(new Set(units.map(({ id }) => id)).size).toBe(300);
    expect(new Set(units.map(({ content }) => content.space.id)).size).toBe(300);
  });

  it('takes over what the row says', () => {
    const { content, notes } = toDemoUnit(aRow());

    expect(content).toMatchObject({
      space: { property_type: 'house', room_type: 'entire_home' },
      capacity_adults: 6,
      bedrooms: 3,
      beds: [{ type: 'double', quantity: 6 }],
      bathrooms: { full: 2, half: 1 },
      address: { city: 'Powell', state: 'Ohio', country_code: 'US', latitude: 40.1 },
      base_nightly_rate: 107_750,
      currency: 'USD',
      min_nights: 2,
      max_nights: 30,
      license_number: null,
      amenities: [],
      media_assets: [{ url: 'https://pictures.test/42.jpg', is_primary: true }],
    });
    expect(notes).toEqual([]);
  });

  it('makes the same unit of the same row', () => {
    expect(toDemoUnit(aRow())).toEqual(toDemoUnit(aRow()));
  });

  it.each([
    { over: { price: '' }, field: 'base_nightly_rate', value: null, note: /no price/ },
    { over: { beds: '' }, field: 'beds', value: [], note: /no number of beds/ },
    { over: { bathrooms_text: '' }, field: 'bathrooms', value: null, note: /no bathrooms/ },
    { over: { maximum_nights: '1' }, field: 'max_nights', value: null, note: /below the shortest/ },
    { over: { maximum_nights: '99999' }, field: 'max_nights', value: 3650, note: /became 3650/ },
    { over: { minimum_nights: '0' }, field: 'min_nights', value: null, note: /became nothing/ },
    { over: { picture_url: '' }, field: 'media_assets', value: [], note: undefined },
  ])('reports what it cannot take over: $over', ({ over, field, value, note }) => {
    const { content, notes } = toDemoUnit(aRow(over));

    expect(content).toHaveProperty(field, value);
    if (note !== undefined) expect(notes.join()).toMatch(note);
  });

  it('reports each of the untidy rows and no tidy one', () => {
    const untidy = readDemoRows()
      .map(toDemoUnit)
      .filter(({ notes }) => notes.length > 0);

    expect(
      untidy.filter(({ notes }) => notes.some((note) => note.startsWith('no price'))),
    ).toHaveLength(9);
    expect(untidy.filter(({ notes }) => notes.some((note) => note.includes('beds')))).toHaveLength(
      4,
    );
  });
});

describe('demoUnits', () => {
  it('gives the first rows that can be linked', () => {
    const units = demoUnits(40);

    expect(units.map(({ source_id }) => source_id)).toEqual(
      readDemoRows()
        .slice(0, 40)
        .map(({ id }) => id),
    );
    for (const { content } of units) {
      expect(content.name).not.toBe('');
      expect(content.capacity_adults).toBeGreaterThan(0);
      expect(content.address?.line1).toMatch(/^\d+ \S+/);
      expect(content.media_assets.filter((asset) => asset.is_primary)).toHaveLength(1);
    }
  });
});

describe('the source’s words', () => {
  it.each([
    ['Entire rental unit', 'entire_home'],
    ['Private room in castle', 'private_room'],
    ['Shared room in home', 'shared_room'],
    ['Room in hotel', 'private_room'],
  ])('%j is %s', (words, expected) => {
    expect(roomType(words)).toBe(expected);
  });

  it.each([
    ['1 bath', { full: 1, half: 0 }],
    ['1.5 shared baths', { full: 1, half: 1, shared: true }],
    ['0 baths', { full: 0, half: 0 }],
    ['2 private baths', { full: 2, half: 0 }],
    ['Shared half-bath', { full: 0, half: 1, shared: true }],
    ['', undefined],
    ['several', undefined],
  ])('%j is %j of bathrooms', (text, expected) => {
    expect(bathrooms(text)).toEqual(expected);
  });

  it.each([
    ['$77.00', 7700],
    ['$1,077.50', 107_750],
    ['', undefined],
    ['77 EUR', undefined],
  ])('%j is %j cents', (text, expected) => {
    expect(cents(text)).toBe(expected);
  });

  it.each([
    ['Entire rental unit', 'apartment'],
    ['Private room in castle', 'castle'],
    ['Room in hotel', 'hotel_room'],
    ['Private room in hut', undefined],
  ])('%j is a %j', (words, expected) => {
    expect(propertyType(words)).toBe(expected);
  });

  it.each([
    ['Rental unit in Columbus · ★4.55 · Studio · 1 bed', { city: 'Columbus', bedrooms: 0 }],
    ['Bungalow in Washington Township · 1 bedroom', { city: 'Washington Township', bedrooms: 1 }],
    ['Sunny place', { city: undefined }],
  ])('%j says %j', (name, expected) => {
    expect(factsOfName(name)).toEqual(expected);
  });
});
