import * as z from 'zod';
import { isCountry } from '../../../domain/supply/countries.ts';
import { isCurrency } from '../../../domain/supply/currencies.ts';
import { isTimeZone } from '../../../domain/supply/time-zones.ts';
import type { FieldMappingProfile } from '../../../domain/targets/target.ts';

const line = () => z.string().max(255);
const hour = () => z.int().min(0).max(23);
const count = () => z.int().min(0).max(1000);
const money = () => z.number().min(0).max(1e11);
const imageUrl = () => z.url({ protocol: /^https?$/ }).max(2048);

/** The same names in both profiles. */
const shared = () => ({
  name: z.string().min(1, 'a listing needs a name').max(255),
  internalListingName: z.string().min(1).max(255),
  address: z.string().max(1500).optional(),
  street: z.string().max(600).optional(),
  city: line().optional(),
  state: line().optional(),
  zipcode: z.string().max(32).optional(),
  countryCode: z.string().refine(isCountry, 'no country of ISO 3166-1').optional(),
  lat: z.number().min(-90).max(90).optional(),
  lng: z.number().min(-180).max(180).optional(),
  currencyCode: z.string().refine(isCurrency, 'no currency of ISO 4217').optional(),
  price: money().optional(),
  minNights: z.int().min(1).max(3650).optional(),
  maxNights: z.int().min(1).max(3650).optional(),
  description: z.string().max(20_000).optional(),
});

const publicApi = () =>
  z.strictObject({
    ...shared(),
    propertyTypeId: z.int().optional(),
    roomType: z.enum(['entire_home', 'private_room', 'shared_room']).optional(),
    personCapacity: z.int().min(1, 'a listing is for at least one guest').max(1000).optional(),
    bedroomsNumber: count().optional(),
    bedsNumber: z.int().min(0).max(20_000).optional(),
    bathroomsNumber: count().optional(),
    bathroomType: z.enum(['private', 'shared']).optional(),
    publicAddress: z.string().max(600).optional(),
    timeZoneName: z.string().refine(isTimeZone, 'no zone of the tz database').optional(),
    cleaningFee: money().optional(),
    guestsIncluded: z.int().min(1).max(1000).optional(),
    priceForExtraPerson: money().optional(),
    checkInTimeStart: hour().optional(),
    checkInTimeEnd: hour().optional(),
    checkOutTime: hour().optional(),
    cancellationPolicy: z.enum(['flexible', 'moderate', 'firm', 'strict', 'no_refund']).optional(),
    propertyLicenseNumber: line().optional(),
    houseRules: z.string().max(10_000).optional(),
    listingAmenities: z
      .array(z.strictObject({ amenityId: z.int() }))
      .min(1)
      .optional(),
    listingBedTypes: z
      .array(z.strictObject({ bedTypeId: z.int(), quantity: z.int().min(1) }))
      .min(1)
      .optional(),
    thumbnailUrl: imageUrl().optional(),
    listingImages: z
      .array(
        z.strictObject({ url: imageUrl(), caption: line().optional(), sortOrder: z.int().min(1) }),
      )
      .min(1)
      .max(50)
      .optional(),
  });

const specification = () =>
  z.strictObject({
    ...shared(),
    accommodates: z.int().min(1, 'a listing is for at least one guest').max(1000).optional(),
    propertyTypeName: line().optional(),
    bathrooms: z.number().min(0).max(1000).multipleOf(0.5).optional(),
    picture: z.url({ protocol: /^https?$/, error: 'a primary image is required' }).max(2048),
    photos: z.array(imageUrl()).min(1).max(50).optional(),
  });

const make = { public_api: publicApi, specification } satisfies Record<
  FieldMappingProfile,
  () => z.ZodType
>;
const made = new Map<FieldMappingProfile, z.ZodType>();

/**
 * What may go to Hostaway, per mapping profile (spec rule 11: validated before a sync). Names it does not know would be ignored with
 * success. Made at the first use: most functions that know Hostaway never map.
 */
export function payloadSchema(profile: FieldMappingProfile): z.ZodType {
  const schema = made.get(profile) ?? make[profile]();
  made.set(profile, schema);

  return schema;
}
