import * as z from 'zod';
import { isCountry } from './countries.ts';
import { isCurrency } from './currencies.ts';
import { isTimeZone } from './time-zones.ts';
import {
  addressSchema,
  bathroomsSchema,
  bedSchema,
  mediaAssetSchema,
  spaceSchema,
  unitContentSchema,
} from './unit.ts';

const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'two capital letters (ISO 3166-1 alpha-2)', abort: true })
  .refine(isCountry, 'a country of ISO 3166-1, e.g. IT (GB, not UK)');

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'three capital letters (ISO 4217)', abort: true })
  .refine(isCurrency, 'a currency of ISO 4217 that prices can be in, e.g. EUR');

const timezone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'a time zone of the tz database as it is written there, e.g. Europe/Rome');

/**
 * The longest pictures, together: with everything else at its longest a unit of plain letters still fits into a request (256 KB).
 * Letters that take more bytes may reach that limit before.
 */
const longestMedia = 140_000;

const mediaAssets = z
  .array(mediaAssetSchema.strict())
  .max(200)
  .refine((assets) => charactersOf(assets) <= longestMedia, {
    error: `URLs and captions of all pictures together have at most ${longestMedia} characters`,
  })
  .describe(`At most 200, with ${longestMedia} characters of URLs and captions together.`);

/** What an operator may say of a unit: the body of `PUT /api/supply/units/{id}`. Nothing unknown, and codes that mean something. */
export const unitWriteSchema = unitContentSchema
  .extend({
    space: spaceSchema.strict(),
    beds: z.array(bedSchema.strict()).max(200).default([]),
    bathrooms: bathroomsSchema.strict().nullish(),
    address: addressSchema.extend({ country_code: countryCode.nullish() }).strict().nullish(),
    timezone: timezone.nullish(),
    currency: currency
      .nullish()
      .describe('ISO 4217. Another currency does not convert the amounts.'),
    media_assets: mediaAssets.default([]),
  })
  .strict();

function charactersOf(assets: readonly z.infer<typeof mediaAssetSchema>[]): number {
  return assets.reduce((sum, { url, caption }) => sum + url.length + (caption?.length ?? 0), 0);
}
