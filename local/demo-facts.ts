import type { UnitContent } from '../domain/supply/unit.ts';

type PropertyType = UnitContent['space']['property_type'];

/** Inside Airbnb's words, after "Entire" or "Private room in", for what we have another name for. */
const propertyTypes: ReadonlyMap<string, PropertyType> = new Map([
  ['home', 'house'],
  ['rental unit', 'apartment'],
  ['townhouse', 'townhouse'],
  ['condo', 'condo'],
  ['cottage', 'cottage'],
  ['bungalow', 'bungalow'],
  ['guest suite', 'guest_suite'],
  ['guesthouse', 'guesthouse'],
  ['serviced apartment', 'serviced_apartment'],
  ['loft', 'loft'],
  ['hotel', 'hotel_room'],
  ['castle', 'castle'],
  ['villa', 'villa'],
  ['cabin', 'cabin'],
  ['chalet', 'chalet'],
]);

/** `Entire rental unit`, `Private room in home` -> our kind of property; undefined when we have no word for it. */
export function propertyType(words: string): PropertyType | undefined {
  const kind = words.toLowerCase().replace(/^(entire|(private |shared )?room in) /, '');

  return propertyTypes.get(kind);
}

/** `Private room in home`, `Room in hotel`, `Shared room in home`, or all of it. */
export function roomType(words: string): UnitContent['space']['room_type'] {
  if (/^shared room/i.test(words)) return 'shared_room';

  return /^(private )?room/i.test(words) ? 'private_room' : 'entire_home';
}

/** `1.5 shared baths` -> 1 full and 1 half, shared; `Half-bath` -> 1 half; undefined when it says neither. */
export function bathrooms(text: string): UnitContent['bathrooms'] | undefined {
  const shared = /shared/i.test(text) ? { shared: true } : {};
  if (/half-bath/i.test(text)) return { full: 0, half: 1, ...shared };
  const number = /^\d+(\.5)?(?= )/.exec(text)?.[0];
  if (number === undefined) return undefined;
  const full = Math.floor(Number(number));

  return { full, half: Number(number) > full ? 1 : 0, ...shared };
}

/** `$1,077.50` -> 107750 cents; undefined for anything else. */
export function cents(text: string): number | undefined {
  if (!/^\$[\d,]+(\.\d{2})?$/.test(text)) return undefined;

  return Math.round(Number(text.replace(/[$,]/g, '')) * 100);
}

/** A whole number within bounds; undefined for empty or anything else. */
export function whole(text: string, min: number, max: number): number | undefined {
  const value = Number(text);

  return /^\d+$/.test(text) && value >= min && value <= max ? value : undefined;
}

/** Degrees; null for empty or anything else. */
export function coordinate(text: string): number | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

/** A name such as `Home in Columbus · ★4.74 · 2 bedrooms · 2 beds` says the town, and bedrooms where the column is empty. */
export function factsOfName(name: string): { city: string | undefined; bedrooms?: number } {
  const city = / in ([^·]+?) ·/.exec(name)?.[1];
  if (/· Studio\b/.test(name)) return { city, bedrooms: 0 };
  const bedrooms = /(\d+) bedrooms?\b/.exec(name)?.[1];

  return { city, ...(bedrooms === undefined ? {} : { bedrooms: Number(bedrooms) }) };
}
