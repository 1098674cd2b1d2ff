import { mapUnit } from '../../adapters/hostaway/mapping/map-unit.ts';
import type { ReferenceData } from '../../domain/channel/channel.ts';
import type { Unit } from '../../domain/supply/unit.ts';
import type { FieldMappingProfile } from '../../domain/targets/target.ts';
import type { Named } from '../hostaway/api/numbered.ts';
import { amenities, bedTypes, propertyTypes } from '../hostaway/api/reference-data.ts';

/** What a unit comes to at the simulator, whose vocabulary is fixed. `profile`: the target's `settings.field_mapping`. */
export async function expectedPayload(
  unit: Unit,
  { listing_id, profile }: { readonly listing_id: string; readonly profile: FieldMappingProfile },
): Promise<Record<string, unknown>> {
  const { payload } = await mapUnit({ unit, listing_id, profile, reference });

  return payload;
}

const reference: ReferenceData = {
  property_types: byName(propertyTypes),
  amenities: byName(amenities),
  bed_types: byName(bedTypes),
};

/** Of two with one name the smaller id counts. */
function byName(names: readonly Named[]): Record<string, number> {
  const descending = names.toSorted((a, b) => b.id - a.id);

  return Object.fromEntries(descending.map(({ id, name }) => [name.toLowerCase(), id]));
}
