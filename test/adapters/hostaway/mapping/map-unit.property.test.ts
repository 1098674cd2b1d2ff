import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapUnit } from '../../../../adapters/hostaway/mapping/map-unit.ts';
import { payloadExcerpt } from '../../../../adapters/hostaway/mapping/payload-excerpt.ts';
import { markedListingId } from '../../../../adapters/hostaway/marker.ts';
import { bedTypeSchema, propertyTypeSchema } from '../../../../domain/supply/unit.ts';
import { aUnit } from '../../../builders/unit.ts';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const text = fc.string({ maxLength: 255, unit: 'grapheme' }).filter((value) => value.length <= 255);
const clock = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const code = fc
  .oneof(
    fc.constantFrom('wifi', 'constructor', '__proto__', 'toString', 'has_own_property', 'pool'),
    fc.stringMatching(/^[a-z0-9_]{1,64}$/),
  )
  .filter((value) => /^[a-z0-9_]{1,64}$/.test(value));

const unit = fc.record({
  name: text.filter((name) => name.trim() !== ''),
  description: maybe(text),
  space: fc.record({
    id: fc.uuid(),
    property_type: fc.constantFrom(...propertyTypeSchema.options),
  }),
  capacity_adults: maybe(fc.integer({ min: 1, max: 500 })),
  capacity_children: maybe(fc.nat(500)),
  bedrooms: maybe(fc.nat(200)),
  beds: fc.array(
    fc.record({
      type: fc.constantFrom(...bedTypeSchema.options),
      quantity: fc.integer({ min: 1, max: 100 }),
      room: maybe(fc.string({ maxLength: 100 })),
    }),
    { maxLength: 20 },
  ),
  bathrooms: maybe(fc.record({ full: fc.nat(100), half: fc.nat(100) })),
  address: maybe(
    fc.record({
      line1: maybe(text),
      line2: maybe(text),
      city: maybe(text),
      state: maybe(text),
      postal_code: maybe(fc.string({ maxLength: 32 })),
      country_code: maybe(fc.constantFrom('IT', 'US', 'JP')),
      latitude: maybe(fc.double({ min: -90, max: 90, noNaN: true })),
      longitude: maybe(fc.double({ min: -180, max: 180, noNaN: true })),
    }),
  ),
  timezone: maybe(fc.constantFrom('Europe/Rome', 'America/New_York')),
  check_in_from: maybe(clock),
  check_in_until: maybe(clock),
  check_out_until: maybe(clock),
  min_nights: maybe(fc.integer({ min: 1, max: 3650 })),
  max_nights: maybe(fc.integer({ min: 1, max: 3650 })),
  currency: maybe(fc.constantFrom('EUR', 'JPY', 'KWD', 'HUF')),
  base_nightly_rate: maybe(fc.nat(1_000_000_000)),
  cleaning_fee: maybe(fc.nat(1_000_000_000)),
  amenities: fc.array(code, { maxLength: 30 }),
  house_rules: maybe(text),
  cancellation_policy: maybe(fc.constantFrom('flexible', 'no_refund')),
  license_number: maybe(text),
  media_assets: fc.array(
    fc.record({
      url: fc.nat(80).map((index) => `https://img.example.com/${index}`),
      caption: maybe(text),
      sort_order: fc.nat(50),
      is_primary: fc.boolean(),
    }),
    { maxLength: 100 },
  ),
});

const vocabulary = fc.dictionary(
  fc.constantFrom('wireless', 'pool', 'villa', 'king bed', 'sofa bed', 'house', 'constructor'),
  fc.integer({ min: 1, max: 999 }),
);
const request = fc.record({
  unit: unit.map((content) => aUnit(content)),
  listing_id: fc.uuid(),
  profile: fc.constantFrom('public_api' as const, 'specification' as const),
  reference: fc.record({
    property_types: vocabulary,
    amenities: vocabulary,
    bed_types: vocabulary,
  }),
});

/** Every value within, at any depth. */
function* valuesOf(value: unknown): Generator<unknown> {
  yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const member of Object.values(value)) yield* valuesOf(member);
}

const wholeNumbers = [
  'propertyTypeId',
  'personCapacity',
  'bedroomsNumber',
  'bedsNumber',
  'bathroomsNumber',
  'guestsIncluded',
  'minNights',
  'maxNights',
  'checkInTimeStart',
  'checkInTimeEnd',
  'checkOutTime',
  'accommodates',
];

describe('mapping any unit', () => {
  it('yields a payload its schema takes, without nulls, empty lists or fractions of whole things', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (input) => {
        const { payload, errors, warnings } = await mapUnit(input);
        const excerpt = payloadExcerpt(payload);
        const values = [...valuesOf(payload)];

        expect(values).not.toContain(null);
        expect(values).not.toContain(undefined);
        expect(values.filter((value) => Array.isArray(value) && value.length === 0)).toEqual([]);
        expect(
          values.filter((value) => Array.isArray(value) && Object.hasOwn(value, 'sequence')),
        ).toEqual([]);
        for (const field of wholeNumbers) {
          expect([field, Number.isInteger(payload[field] ?? 0)]).toEqual([field, true]);
        }
        for (const list of [payload.listingImages, payload.photos]) {
          expect(Array.isArray(list) ? list.length : 0).toBeLessThanOrEqual(50);
        }
        expect(markedListingId(String(payload.internalListingName))).toBe(input.listing_id);
        expect(excerpt.length).toBeLessThanOrEqual(500);
        expect(errors.filter(({ path }) => path !== 'picture')).toEqual([]);
        expect(warnings.every(({ field, message }) => field !== '' && message !== '')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('yields the same for the same', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (input) => {
        const again = structuredClone(input);
        const [first, second] = await Promise.all([mapUnit(input), mapUnit(again)]);
        expect(JSON.stringify(second)).toBe(JSON.stringify(first));
        expect(input).toEqual(again);
      }),
      { numRuns: 50 },
    );
  });
});
