import { codeInWords, countryName } from '../../common/words/codes-in-words.ts';
import { countries, currencyDigits } from '../../http/codes.ts';
import type { paths } from '../../http/contract.d.ts';

/** The body of `PUT /api/supply/units/{id}`. */
export type UnitWrite =
  paths['/api/supply/units/{id}']['put']['requestBody']['content']['application/json'];

export type BedType = NonNullable<UnitWrite['beds']>[number]['type'];
type PropertyType = UnitWrite['space']['property_type'];
type RoomType = NonNullable<UnitWrite['space']['room_type']>;
type Cancellation = NonNullable<UnitWrite['cancellation_policy']>;

/** The codes that a field takes, and how an operator says them. */
export type Names<Code extends string> = Readonly<Record<Code, string>>;

export const propertyTypes: Names<PropertyType> = {
  apartment: 'Apartment',
  bungalow: 'Bungalow',
  cabin: 'Cabin',
  castle: 'Castle',
  chalet: 'Chalet',
  condo: 'Condo',
  cottage: 'Cottage',
  guest_suite: 'Guest suite',
  guesthouse: 'Guesthouse',
  hotel_room: 'Hotel room',
  house: 'House',
  loft: 'Loft',
  serviced_apartment: 'Serviced apartment',
  studio: 'Studio',
  townhouse: 'Townhouse',
  villa: 'Villa',
  other: 'Something else',
};

export const roomTypes: Names<RoomType> = {
  entire_home: 'The whole place',
  private_room: 'A room of their own',
  shared_room: 'A room shared with others',
};

export const bedTypes: Names<BedType> = {
  king: 'King bed',
  queen: 'Queen bed',
  double: 'Double bed',
  single: 'Single bed',
  twin: 'Twin bed',
  sofa_bed: 'Sofa bed',
  bunk_bed: 'Bunk bed',
  futon: 'Futon',
  air_mattress: 'Air mattress',
  crib: 'Crib',
  floor_mattress: 'Floor mattress',
};

export const cancellations: Names<Cancellation> = {
  flexible: 'Flexible',
  moderate: 'Moderate',
  firm: 'Firm',
  strict: 'Strict',
  no_refund: 'No refund',
};

export const yesNo: Names<'yes' | 'no'> = { yes: 'Yes', no: 'No' };

export const isCode = <Code extends string>(names: Names<Code>, text: string): text is Code =>
  Object.hasOwn(names, text);

export const countryNames: Names<string> = namesOf(countries, countryName);

const currencyNamer = new Intl.DisplayNames('en', { type: 'currency' });

export const currencyNames: Names<string> = namesOf(
  Object.keys(currencyDigits),
  (code) => `${code} · ${currencyNamer.of(code) ?? code}`,
);

/** As the browser knows them; a unit may have others, which stay. */
export const zoneNames: Names<string> = namesOf(Intl.supportedValuesOf('timeZone'), (zone) =>
  zone.replaceAll('_', ' '),
);

/** E.g. "Free parking" for free_parking. */
export const amenityName = codeInWords;

function namesOf(codes: readonly string[], name: (code: string) => string): Names<string> {
  const named = codes.map((code) => [code, name(code)] as const);
  return Object.fromEntries(named.toSorted(([, a], [, b]) => a.localeCompare(b)));
}
