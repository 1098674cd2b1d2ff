import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalsOf, majorUnits, minorUnits } from '../../../../console/common/words/money.ts';
import { draftOf, emptyDraft } from '../../../../console/units/editor/unit-draft.ts';
import { errorsOf } from '../../../../console/units/editor/unit-rules.ts';
import { unitWriteOf } from '../../../../console/units/editor/unit-write.ts';
import { digitsOf } from '../../../../domain/supply/currencies.ts';
import { contentOf, unitContentSchema } from '../../../../domain/supply/unit.ts';
import { unitWriteSchema } from '../../../../domain/supply/unit-write.ts';
import { aUnit } from '../../../builders/unit.ts';

const withoutNulls = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, each) => each ?? undefined));
const written = (draft: Parameters<typeof unitWriteOf>[0]) =>
  withoutNulls(unitContentSchema.parse(unitWriteOf(draft)));

const whole = {
  ...aUnit(),
  ...{ description: 'By the sea.', capacity_children: 1, bedrooms: 2 },
  space: { ...aUnit().space, room_type: 'entire_home' as const },
  beds: [
    { type: 'king' as const, quantity: 1, room: 'Main' },
    { type: 'crib' as const, quantity: 2 },
  ],
  bathrooms: { full: 1, half: 0, shared: false },
  address: {
    ...{ line1: 'Via Roma 1', line2: 'B', city: 'Amalfi', state: 'SA', postal_code: '84011' },
    ...{ country_code: 'IT', latitude: 40.634, longitude: -14.6027 },
  },
  ...{ timezone: 'Europe/Rome', check_in_from: '15:00', check_in_until: '22:30' },
  ...{ check_out_until: '10:00', min_nights: 2, max_nights: 30, currency: 'EUR' },
  ...{ base_nightly_rate: 12_050, cleaning_fee: 5, amenities: ['wifi', 'own_code'] },
  ...{ house_rules: 'None.', cancellation_policy: 'firm' as const, license_number: 'IT-1' },
  media_assets: [
    { url: 'https://e.example/1.jpg', caption: 'Front', sort_order: 10, is_primary: true },
    { url: 'https://e.example/2.jpg', sort_order: 20, is_primary: false },
  ],
};

describe('a draft of a unit', () => {
  it('is written as it was read, when nothing was changed', () => {
    expect(written(draftOf(whole))).toEqual(withoutNulls(contentOf(whole)));
    expect(unitWriteSchema.safeParse(unitWriteOf(draftOf(whole))).error).toBeUndefined();
  });

  it('says nothing of what a unit does not say', () => {
    const bare = contentOf({ ...aUnit(), address: null, media_assets: [], capacity_adults: null });

    expect(written(draftOf(bare))).toEqual(withoutNulls(bare));
  });

  it('numbers the pictures anew only when they have moved', () => {
    const draft = draftOf(whole);
    const [first, second] = draft.media_assets;
    if (!first || !second) throw new Error('two pictures');

    expect(unitWriteOf({ ...draft, media_assets: [second, first] }).media_assets).toMatchObject([
      { url: second.url, sort_order: 0 },
      { url: first.url, sort_order: 1 },
    ]);
  });

  it.each([
    [{ 'bathrooms.full': '', 'bathrooms.half': '1' }, { bathrooms: { full: 0, half: 1 } }],
    [{ check_in_from: '9:30' }, { check_in_from: '09:30' }],
    [{ name: '  Casa  ' }, { name: 'Casa' }],
  ])('takes %j as %j', (typed, expected) => {
    const draft = draftOf(contentOf(aUnit()));

    expect(written({ ...draft, texts: { ...draft.texts, ...typed } })).toMatchObject(expected);
  });

  it('begins with what has to be chosen', () => {
    expect(Object.keys(errorsOf(emptyDraft()))).toEqual(['name', 'space.property_type']);
  });
});

describe('what is told without asking the API', () => {
  it.each([
    ['name', ' '],
    ['name', 'x'.repeat(256)],
    ['capacity_adults', '501'],
    ['capacity_adults', '2.5'],
    ['min_nights', '0'],
    ['address.latitude', '90.1'],
    ['address.longitude', 'east'],
    ['check_in_from', '24:00'],
    ['base_nightly_rate', '1.234'],
    ['base_nightly_rate', '-1'],
    ['cleaning_fee', '9999999999.99'],
  ])('refuses for %s: %j', (path, typed) => {
    const draft = draftOf(whole);
    expect(errorsOf(draft)).toEqual({});

    const errors = errorsOf({ ...draft, texts: { ...draft.texts, [path]: typed } });
    expect(Object.keys(errors)).toEqual([path]);
  });

  it('asks for the currency of a price', () => {
    const draft = draftOf(whole);
    const errors = errorsOf({ ...draft, texts: { ...draft.texts, currency: '' } });

    expect(errors).toEqual({
      base_nightly_rate: 'Choose the currency of the prices first',
      cleaning_fee: 'Choose the currency of the prices first',
    });
  });

  it('refuses to say that bathrooms are shared of which there are none', () => {
    const draft = draftOf(whole);
    const texts = { ...draft.texts, 'bathrooms.full': '', 'bathrooms.half': '' };

    expect(Object.keys(errorsOf({ ...draft, texts }))).toEqual(['bathrooms.full']);
  });

  it('refuses a bed without a kind, and none of a kind', () => {
    const beds = [{ type: '' as const, quantity: '0', room: '' }];

    expect(Object.keys(errorsOf({ ...draftOf(whole), beds }))).toEqual([
      'beds.0.type',
      'beds.0.quantity',
    ]);
  });
});

describe('money', () => {
  const currency = fc.constantFrom(...digitsOf.keys());

  it('is the same amount after it was shown and read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), currency, (minor, code) => {
        expect(minorUnits(majorUnits(minor, code), code)).toBe(minor);
      }),
    );
  });

  it.each([
    [12_050, 'EUR', '120.50'],
    [12_050, 'JPY', '12050'],
    [12_050, 'KWD', '12.050'],
    [5, 'EUR', '0.05'],
  ])('%d of %s is shown as %s', (minor, code, shown) => {
    expect(majorUnits(minor, code)).toBe(shown);
  });

  it('takes a comma, fewer decimals, and nothing finer than the currency is', () => {
    expect(minorUnits('120,5', 'EUR')).toBe(12_050);
    expect(minorUnits('120.505', 'EUR')).toBeUndefined();
    expect(minorUnits('120.5', 'JPY')).toBeUndefined();
    expect(decimalsOf('')).toBe(2);
  });
});
