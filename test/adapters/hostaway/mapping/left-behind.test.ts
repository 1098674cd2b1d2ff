import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapUnit } from '../../../../adapters/hostaway/mapping/map-unit.ts';
import { loadMappings } from '../../../../adapters/hostaway/mapping/mapping-profiles.ts';
import type { FieldMappingProfile } from '../../../../domain/targets/target.ts';
import { mergeListing } from '../../../../local/hostaway/api/merge-listing.ts';
import { aUnit } from '../../../builders/unit.ts';

const listing_id = '0b0f4f0a-1111-5222-8333-444455556666';
const reference = {
  property_types: { villa: 8 },
  amenities: { wireless: 3, 'swimming pool': 2 },
  bed_types: { 'king bed': 4, 'single bed': 2 },
};

function map(
  over: Record<string, unknown>,
  unsent_fields?: readonly string[],
  profile: FieldMappingProfile = 'public_api',
) {
  return mapUnit({ unit: aUnit(over), listing_id, profile, reference, unsent_fields });
}

const complete = { bathrooms: { full: 1, half: 0, shared: true } };

/** The mapping of a unit for a listing that has had a complete one. */
async function mapAfterwards(over: Record<string, unknown>, profile?: FieldMappingProfile) {
  const { unsent_fields } = await map(complete);

  return map({ ...complete, ...over }, unsent_fields, profile);
}

/** A listing at the simulator that merges payloads as Hostaway documents it. */
function channel() {
  const listing = {
    id: 1,
    account_id: 1,
    fields: {},
    amenities: [],
    beds: [],
    images: [],
    customFieldValues: [],
    archived: false,
    inserted_at: 0,
    active_at: 0,
  } as unknown as Parameters<typeof mergeListing>[0];
  let row = 0;
  const context = { now: 0, imageDelayMs: 0, brokenImageText: 'broken', nextRowId: () => ++row };

  return {
    put: (payload: Record<string, unknown>) => mergeListing(listing, payload, context),
    has: (field: string) =>
      ({
        listingAmenities: listing.amenities.length > 0,
        listingBedTypes: listing.beds.length > 0,
        listingImages: listing.images.length > 0,
      })[field] ?? listing.fields[field],
  };
}

describe('a field that the unit no longer has', () => {
  it.each<[string, string, unknown]>([
    ['description', 'description', ''],
    ['house_rules', 'houseRules', ''],
    ['license_number', 'propertyLicenseNumber', ''],
    ['cleaning_fee', 'cleaningFee', 0],
  ])('%s is emptied at Hostaway', async (field, name, empty) => {
    const { payload, warnings, errors } = await mapAfterwards({ [field]: null });

    expect(payload[name]).toBe(empty);
    expect([...warnings, ...errors]).toEqual([]);
  });

  it.each<[string, string]>([
    ['min_nights', 'minNights'],
    ['max_nights', 'maxNights'],
    ['timezone', 'timeZoneName'],
    ['check_in_from', 'checkInTimeStart'],
    ['check_in_until', 'checkInTimeEnd'],
    ['check_out_until', 'checkOutTime'],
    ['cancellation_policy', 'cancellationPolicy'],
    ['bedrooms', 'bedroomsNumber'],
    ['bathrooms', 'bathroomsNumber, bathroomType'],
    ['base_nightly_rate', 'price'],
    ['capacity_adults', 'personCapacity, guestsIncluded, priceForExtraPerson'],
    ['amenities', 'listingAmenities'],
    ['beds', 'bedsNumber, listingBedTypes'],
    ['media_assets', 'thumbnailUrl, listingImages'],
  ])('%s stays, and one warning says so', async (field, names) => {
    const nothing = Array.isArray(Reflect.get(aUnit(), field)) ? [] : null;
    const { warnings } = await mapAfterwards({ [field]: nothing });

    expect(warnings).toEqual([
      {
        field,
        message: `not sent any more, and Hostaway keeps what it has (${names}): change it there`,
      },
    ]);
  });

  it('is emptied as long as it is not said, by the same payload', async () => {
    const first = await mapAfterwards({ description: null });
    const again = await map({ ...complete, description: null }, first.unsent_fields);

    expect(again.payload).toEqual(first.payload);
  });

  it('keeps a fee that is said, but in no currency', async () => {
    const { payload, warnings } = await mapAfterwards({ currency: null });

    expect(payload).not.toHaveProperty('cleaningFee');
    expect(warnings.map(({ field }) => field)).toContain('cleaning_fee');
  });

  it('is nothing to a listing that never had it', async () => {
    const bare = { description: null, min_nights: null, license_number: null };
    const first = await map(bare);
    const second = await map(bare, first.unsent_fields);

    expect(first.unsent_fields).toEqual(
      expect.arrayContaining(['description', 'minNights', 'propertyLicenseNumber']),
    );
    expect(second.payload).toEqual(first.payload);
    expect(second.warnings).toEqual([]);
  });

  it('because the profile has become another is told', async () => {
    const { payload, warnings } = await mapAfterwards({ description: null }, 'specification');

    expect(payload.description).toBe('');
    expect(payload).not.toHaveProperty('houseRules');
    expect(warnings.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['house_rules', 'cleaning_fee', 'amenities', 'media_assets']),
    );
  });
});

/** Each of these alone or together with others is gone. */
const optional =
  `description capacity_adults bedrooms bathrooms address timezone check_in_from check_in_until
  check_out_until min_nights max_nights currency base_nightly_rate cleaning_fee house_rules cancellation_policy
  license_number`.split(/\s+/);
const lists = ['beds', 'amenities', 'media_assets'];
const version = fc.record({
  gone: fc.subarray([...optional, ...lists]),
  profile: fc.constantFrom('public_api' as const, 'public_api' as const, 'specification' as const),
});

it('after any history the channel has what was sent last, or a warning tells what else', async () => {
  const { left_behind } = await loadMappings();
  await fc.assert(
    fc.asyncProperty(fc.array(version, { minLength: 1, maxLength: 5 }), async (versions) => {
      const there = channel();
      let unsent: readonly string[] | undefined;
      for (const { gone, profile } of versions) {
        const over = Object.fromEntries(gone.map((f) => [f, lists.includes(f) ? [] : null]));
        const { payload, warnings, errors, unsent_fields } = await map(over, unsent, profile);
        // What may not be sent is not: the specification asks for a picture.
        if (errors.length > 0) continue;
        there.put(payload);
        unsent = unsent_fields;
        for (const [field, { of }] of Object.entries(left_behind)) {
          const held = there.has(field);
          if (held === undefined || held === false || Object.hasOwn(payload, field)) continue;
          expect(
            warnings.filter(
              (each) =>
                each.field === of &&
                each.message.includes('what it has (') &&
                each.message.includes(field),
            ),
          ).toHaveLength(1);
        }
      }
    }),
    { numRuns: 40 },
  );
});
