import { nameBasedId } from '../domain/common/ids.ts';
import type { UnitContent } from '../domain/supply/unit.ts';
import { unitWriteSchema } from '../domain/supply/unit-write.ts';
import {
  bathrooms,
  cents,
  coordinate,
  factsOfName,
  propertyType,
  roomType,
  whole,
} from './demo-facts.ts';
import { type DemoRow, readDemoRows } from './demo-row.ts';

/** A unit made of one row, with what could not be taken over as it was. */
export interface DemoUnit {
  readonly id: string;
  readonly content: UnitContent;
  /** The row's id in the source. */
  readonly source_id: string;
  readonly notes: readonly string[];
}

const largestNights = 3650;

/** The first `count` rows that can be linked to a channel: with name, capacity, address and a primary picture. */
export function demoUnits(count: number): DemoUnit[] {
  return readDemoRows().map(toDemoUnit).filter(isLinkable).slice(0, count);
}

/** A row as a unit, always the same one for the same row. @throws z.ZodError when it cannot be made one */
export function toDemoUnit(row: DemoRow): DemoUnit {
  const notes: string[] = [];
  const note = <T>(value: T | undefined, text: string): T | null => {
    if (value === undefined) notes.push(text);

    return value ?? null;
  };
  const { city, bedrooms } = factsOfName(row.name);
  const kind = note(propertyType(row.property_type), `'${row.property_type}' is no kind we know`);
  const beds = note(whole(row.beds, 1, 100), `no number of beds: '${row.beds}'`);
  const price = note(cents(row.price), `no price: '${row.price}'`);

  const content = {
    name: row.name,
    description: description(row, city),
    space: {
      id: nameBasedId(`demo space ${row.id}`),
      property_type: kind ?? 'other',
      room_type: roomType(row.property_type),
    },
    capacity_adults: note(whole(row.accommodates, 1, 500), 'no number of guests'),
    bedrooms: note(bedrooms, 'no number of bedrooms in the name'),
    // The source counts beds and says nothing of their kind.
    beds: beds === null ? [] : [{ type: 'double', quantity: beds }],
    bathrooms: note(bathrooms(row.bathrooms_text), `no bathrooms: '${row.bathrooms_text}'`),
    address: address(row, city),
    timezone: 'America/New_York',
    ...nights(row, notes),
    currency: 'USD',
    base_nightly_rate: price,
    license_number: row.license === '' ? null : row.license,
    media_assets: URL.canParse(row.picture_url)
      ? [{ url: row.picture_url, sort_order: 0, is_primary: true }]
      : [],
  };

  return {
    id: nameBasedId(`demo unit ${row.id}`),
    content: unitWriteSchema.parse(content),
    source_id: row.id,
    notes,
  };
}

function isLinkable({ content }: DemoUnit): boolean {
  return (
    content.name !== '' &&
    (content.capacity_adults ?? 0) > 0 &&
    content.address?.line1 != null &&
    content.media_assets.some((asset) => asset.is_primary)
  );
}

/** The source has no street address: the house number and street are made up, the rest is true. */
function address(row: DemoRow, city: string | undefined) {
  const houseNumber = 100 + (Number.parseInt(nameBasedId(row.id).slice(0, 4), 16) % 1900);
  const [area] = row.neighbourhood_cleansed.split('/');

  return {
    line1: `${houseNumber} ${area} Street`,
    city: city ?? 'Columbus',
    state: 'Ohio',
    country_code: 'US',
    latitude: coordinate(row.latitude),
    longitude: coordinate(row.longitude),
  };
}

/** The source has no description either: this one says only what the row's other columns say. */
function description(row: DemoRow, city = 'Columbus'): string {
  const guests = row.accommodates === '1' ? '1 guest' : `${row.accommodates} guests`;
  const rooms = row.name
    .split(' · ')
    .slice(1)
    .filter((part) => !part.startsWith('★'));

  return `${row.property_type} in ${row.neighbourhood_cleansed}, ${city}, Ohio, for up to ${guests}: ${rooms.join(', ')}.`;
}

/** Nights within what a unit can hold; a longest stay below the shortest is left out. */
function nights(row: DemoRow, notes: string[]) {
  const clamp = (name: 'minimum_nights' | 'maximum_nights') => {
    const asked = whole(row[name], 1, Number.MAX_SAFE_INTEGER);
    const value = asked === undefined ? null : Math.min(asked, largestNights);
    if (value !== asked) notes.push(`${name} '${row[name]}' became ${value ?? 'nothing'}`);

    return value;
  };
  const min_nights = clamp('minimum_nights');
  const max_nights = clamp('maximum_nights');
  if (min_nights === null || max_nights === null || max_nights >= min_nights) {
    return { min_nights, max_nights };
  }
  notes.push(`longest stay of ${max_nights} nights is below the shortest of ${min_nights}`);

  return { min_nights, max_nights: null };
}
