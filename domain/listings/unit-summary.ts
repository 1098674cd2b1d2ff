import * as z from 'zod';
import { addressSchema, type Unit, unitSchema } from '../supply/unit.ts';
import { missingForLink } from './link-readiness.ts';

/** A unit in short: what a list of many shows, and whether it could be linked. */
export const unitSummarySchema = z.object({
  ...unitSchema.pick({ id: true, name: true, version: true, is_active: true }).shape,
  property_type: unitSchema.shape.space.shape.property_type,
  city: addressSchema.shape.city.unwrap(),
  country_code: addressSchema.shape.country_code.unwrap(),
  picture_url: z.string().nullable().meta({
    description: 'Of the primary image, or of the first; null without images.',
  }),
  images: z.int().min(0).meta({ description: 'How many there are.' }),
  capacity_adults: unitSchema.shape.capacity_adults.unwrap(),
  missing: z.array(z.object({ path: z.string(), message: z.string() })).meta({
    description: 'Why a link of it would be refused; empty when it is ready.',
  }),
  updated_at: unitSchema.shape.updated_at,
});

export type UnitSummary = z.infer<typeof unitSummarySchema>;

export function unitSummary(unit: Unit): UnitSummary {
  const { id, name, version, is_active, space, address, media_assets, updated_at } = unit;

  return {
    ...{ id, name, version, is_active, updated_at },
    property_type: space.property_type,
    city: address?.city ?? null,
    country_code: address?.country_code ?? null,
    picture_url: pictureOf(media_assets),
    images: media_assets.length,
    capacity_adults: unit.capacity_adults ?? null,
    missing: missingForLink(unit),
  };
}

/** Where two share a place, the one that was named first is the first, as channels are told it. */
function pictureOf(images: Unit['media_assets']): string | null {
  const inOrder = images.toSorted((a, b) => a.sort_order - b.sort_order);
  const picture = inOrder.find(({ is_primary }) => is_primary) ?? inOrder[0];

  return picture?.url ?? null;
}
