import * as z from 'zod';
import { tenantSchema } from '../common/tenant.ts';
import { timestampSchema } from '../common/time.ts';

const text = (max: number) => z.string().trim().max(max);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day as HH:MM');
/** Room for a thousand millions of major units, since some currencies have a hundred minor ones and little worth. */
export const minorUnits = z.int().min(0).max(100_000_000_000);
/** How many nights a stay may have at least or at most. */
export const nightCount = z.int().min(1).max(3650);

/** The kinds of property a unit can be; each channel maps them to its own names. */
export const propertyTypeSchema = z.enum([
  'villa',
  'apartment',
  'house',
  'condo',
  'townhouse',
  'cabin',
  'guest_suite',
  'guesthouse',
  'cottage',
  'bungalow',
  'loft',
  'studio',
  'serviced_apartment',
  'chalet',
  'hotel_room',
  'castle',
  'other',
]);

/** What kind of bed; channels map them by name. */
export const bedTypeSchema = z.enum([
  'king',
  'queen',
  'double',
  'single',
  'twin',
  'sofa_bed',
  'bunk_bed',
  'futon',
  'air_mattress',
  'crib',
  'floor_mattress',
]);

/** What guests get of the property (OTA: whole unit or a room of it). */
export const roomTypeSchema = z.enum(['entire_home', 'private_room', 'shared_room']);
const roomTypeDefault = 'Not said: private_room for a hotel_room, else entire_home.';

/** One picture: an absolute http(s) URL a channel can fetch, its caption and its place (0 first). */
export const mediaAssetSchema = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2048),
  caption: text(255).nullish(),
  sort_order: z.int().min(0).max(10_000).default(0),
  is_primary: z.boolean().default(false),
});

/** Where the unit is and of what kind: `room_type` says what of the property guests have to themselves. */
export const spaceSchema = z.object({
  id: z.uuid(),
  property_type: propertyTypeSchema,
  room_type: roomTypeSchema.nullish().describe(roomTypeDefault),
});

/** Beds of one kind, in one room if it is named. */
export const bedSchema = z.object({
  type: bedTypeSchema,
  quantity: z.int().min(1).max(100),
  room: text(100).nullish(),
});

/**
 * Counts, since channels want them differently: 2 full and 1 half is "2.5" to some and "2" to others. `shared`: with people who
 * are not of the party, such as the host or guests of other rooms.
 */
export const bathroomsSchema = z.object({
  full: z.int().min(0).max(100),
  half: z.int().min(0).max(100),
  shared: z.boolean().nullish(),
});

/** A postal address. */
export const addressSchema = z.object({
  line1: text(255).nullish(),
  line2: text(255).nullish(),
  city: text(255).nullish(),
  state: text(255).nullish(),
  postal_code: text(32).nullish(),
  country_code: z.string().nullish(),
  latitude: z.number().min(-90).max(90).nullish(),
  longitude: z.number().min(-180).max(180).nullish(),
});

/**
 * What somebody says of a unit, as it is kept. Money is in minor units of `currency`. Versions stay as they were written, also when later
 * releases say more (unknown attributes are passed over at any depth) or would refuse it: what may be written is in `unit-write.ts`.
 */
export const unitContentSchema = z.object({
  name: text(255),
  description: text(20_000).nullish(),
  space: spaceSchema,
  capacity_adults: z.int().min(0).max(500).nullish(),
  capacity_children: z.int().min(0).max(500).nullish(),
  bedrooms: z.int().min(0).max(200).nullish(),
  beds: z.array(bedSchema).max(200).default([]),
  bathrooms: bathroomsSchema.nullish(),
  address: addressSchema.nullish(),
  timezone: z.string().nullish(),
  check_in_from: clock.nullish(),
  check_in_until: clock.nullish(),
  check_out_until: clock.nullish(),
  min_nights: nightCount.nullish(),
  max_nights: nightCount.nullish(),
  currency: z.string().nullish(),
  base_nightly_rate: minorUnits.nullish(),
  cleaning_fee: minorUnits.nullish(),
  amenities: z
    .array(z.string().regex(/^[a-z0-9_]{1,64}$/, 'a code such as free_parking'))
    .max(500)
    .default([]),
  house_rules: text(10_000).nullish(),
  cancellation_policy: z.enum(['flexible', 'moderate', 'firm', 'strict', 'no_refund']).nullish(),
  license_number: text(255).nullish(),
  media_assets: z.array(mediaAssetSchema).max(200).default([]),
  is_active: z.boolean().default(true),
});

export type UnitContent = z.infer<typeof unitContentSchema>;

/** A unit as stored and answered; `version` rises by one with every change of content. */
export const unitSchema = unitContentSchema.extend({
  id: z.uuid(),
  ...tenantSchema.shape,
  version: z.int().min(1),
  created_at: timestampSchema,
  updated_at: timestampSchema,
});

export type Unit = z.infer<typeof unitSchema>;

/** What somebody wrote of a unit. */
export function contentOf(unit: UnitContent): UnitContent {
  return unitContentSchema.parse(unit);
}

/** A unit with who wrote its version, and the W3C trace id of that write, which goes on with the jobs that follow from it. */
export const storedUnitSchema = unitSchema.extend({
  written_by: z.uuid().nullable(),
  trace_id: z.string(),
});

export type StoredUnit = z.infer<typeof storedUnitSchema>;

/** The immutable content of one version of a unit, with who wrote it. */
export const unitSnapshotSchema = z.object({
  unit_id: z.uuid(),
  ...tenantSchema.shape,
  version: z.int().min(1),
  content: unitContentSchema,
  content_hash: z.string().regex(/^[0-9a-f]{64}$/),
  created_at: timestampSchema,
  created_by: z.uuid().nullable(),
});

export type UnitSnapshot = z.infer<typeof unitSnapshotSchema>;
