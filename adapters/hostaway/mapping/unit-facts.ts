import type { MapRequest, ReferenceData } from '../../../domain/channel/channel.ts';
import type { Unit } from '../../../domain/supply/unit.ts';
import { labelIsCut, labelWithMarker } from '../marker.ts';
import { hourFacts } from './hour-facts.ts';
import { imageFacts } from './image-facts.ts';
import type { Mappings, Names } from './mapping-profiles.ts';
import { inMajorUnits } from './money-units.ts';

type Vocabulary = ReferenceData[keyof ReferenceData];

/**
 * What the expressions of `channel_field_mappings.yaml` work on: the unit, and what takes a look-up, arithmetic or an order.
 * Everything is plain JSON; null where the unit does not say.
 */
export function unitFacts({ unit, listing_id, reference }: MapRequest, { names }: Mappings) {
  const typeNames = namesOf(names.property_types, unit.space.property_type);
  const label = labelWithMarker(unit.name, listing_id);

  return {
    unit,
    label,
    label_cut: labelIsCut(unit.name, listing_id),
    property_type: { name: typeNames[0], id: firstId(reference.property_types, typeNames) ?? null },
    capacity: { total: totalCapacity(unit) },
    bathrooms: { decimal: unit.bathrooms ? unit.bathrooms.full + unit.bathrooms.half / 2 : null },
    beds: bedFacts(unit, reference.bed_types, names.bed_types),
    amenities: amenityFacts(unit, reference.amenities, names.amenities),
    address: addressFacts(unit),
    money: {
      nightly: inMajorUnits(unit.base_nightly_rate, unit.currency),
      cleaning: inMajorUnits(unit.cleaning_fee, unit.currency),
    },
    hours: hourFacts(unit),
    images: imageFacts(unit.media_assets),
  };
}

function totalCapacity({ capacity_adults, capacity_children }: Unit): number | null {
  return capacity_adults == null ? null : capacity_adults + (capacity_children ?? 0);
}

function bedFacts({ beds }: Unit, vocabulary: Vocabulary, names: Names) {
  const quantities = new Map<number, number>();
  const unknown = new Set<string>();

  for (const { type, quantity } of beds) {
    const id = firstId(vocabulary, namesOf(names, type));
    if (id === undefined) unknown.add(type);
    else quantities.set(id, (quantities.get(id) ?? 0) + quantity);
  }
  return {
    count: beds.length === 0 ? null : beds.reduce((sum, { quantity }) => sum + quantity, 0),
    types: [...quantities].map(([id, quantity]) => ({ id, quantity })).sort((a, b) => a.id - b.id),
    unknown: [...unknown],
    in_rooms: beds.some(({ room }) => room),
  };
}

function amenityFacts(unit: Unit, vocabulary: Vocabulary, names: Names) {
  const codes = [...new Set(unit.amenities)];
  const found = codes.map((code) => ({ code, id: firstId(vocabulary, namesOf(names, code)) }));
  const ids = found.map(({ id }) => id).filter((id) => id !== undefined);

  return {
    // In the order of ids, so that an amenity moved within the unit is not a change.
    ids: [...new Set(ids)].sort((a, b) => a - b),
    unknown: found.filter(({ id }) => id === undefined).map(({ code }) => code),
  };
}

function addressFacts({ address }: Unit) {
  const { line1, line2, city, state, postal_code, country_code } = address ?? {};
  const town = joined([state, postal_code], ' ');

  return {
    street: joined([line1, line2], ', '),
    line: joined([line1, line2, city, town, country_code], ', '),
    area: joined([city, state, country_code], ', '),
  };
}

function joined(parts: readonly (string | null | undefined)[], separator: string): string | null {
  return parts.filter(Boolean).join(separator) || null;
}

function namesOf(names: Names, code: string): readonly string[] {
  return (Object.hasOwn(names, code) ? names[code] : undefined) ?? [code.replaceAll('_', ' ')];
}

function firstId(vocabulary: Vocabulary, names: readonly string[]): number | undefined {
  const name = names
    .map((each) => each.toLowerCase())
    .find((each) => Object.hasOwn(vocabulary, each));
  return name === undefined ? undefined : vocabulary[name];
}
