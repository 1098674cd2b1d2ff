import {
  cancellations,
  countryNames,
  currencyNames,
  type Names,
  propertyTypes,
  roomTypes,
  yesNo,
  zoneNames,
} from './choices.ts';

/** What is typed into a field, and what may be. */
export type Field = {
  readonly label: string;
  /** What to know before it is filled in. */
  readonly help?: string;
  readonly isRequired?: boolean;
} & (
  | { readonly kind: 'text' | 'lines'; readonly max: number }
  | { readonly kind: 'whole' | 'decimal'; readonly min: number; readonly max: number }
  | { readonly kind: 'clock' | 'money' }
  | { readonly kind: 'choice'; readonly names: Names<string>; readonly none?: string }
);

const text = (label: string, max: number) => ({ label, kind: 'text', max }) as const;
const lines = (label: string, max: number) => ({ label, kind: 'lines', max }) as const;
const whole = (label: string, max: number, min = 0) =>
  ({ label, kind: 'whole', min, max }) as const;
const degrees = (label: string, max: number) =>
  ({ label, kind: 'decimal', min: -max, max }) as const;
const clock = (label: string) => ({ label, kind: 'clock' }) as const;
const money = (label: string) => ({ label, kind: 'money' }) as const;
const choice = (label: string, names: Names<string>, none?: string) =>
  ({ label, kind: 'choice', names, ...(none !== undefined && { none }) }) as const;

/** The fields of a unit that hold one value, by the path at which the API names them. Lists are beds, amenities and pictures. */
export const unitFields = {
  name: { ...text('Name', 255), isRequired: true },
  description: lines('Description', 20_000),
  is_active: {
    ...choice('Switched on', yesNo),
    help: 'A unit that is switched off is published on no new channel; where it is already, it stays.',
  },
  'space.property_type': { ...choice('Kind of property', propertyTypes), isRequired: true },
  'space.room_type': {
    ...choice('What guests get', roomTypes, 'As usual for this kind of property'),
    help: 'As usual: a room of their own for a hotel room, else the whole place.',
  },
  capacity_adults: whole('Adults', 500),
  capacity_children: whole('Children', 500),
  bedrooms: whole('Bedrooms', 200),
  'bathrooms.full': { ...whole('Full bathrooms', 100), help: 'With a shower or bath.' },
  'bathrooms.half': { ...whole('Half bathrooms', 100), help: 'Toilet and basin only.' },
  'bathrooms.shared': {
    ...choice('Shared bathrooms', yesNo, 'Not said'),
    help: 'With people who are not of the party.',
  },
  'address.line1': text('Street and number', 255),
  'address.line2': text('Address, second line', 255),
  'address.city': text('City', 255),
  'address.state': text('State or region', 255),
  'address.postal_code': text('Postal code', 32),
  'address.country_code': choice('Country', countryNames, 'Not said'),
  'address.latitude': { ...degrees('Latitude', 90), help: 'In degrees, e.g. 40.6340' },
  'address.longitude': { ...degrees('Longitude', 180), help: 'In degrees, e.g. 14.6027' },
  timezone: choice('Time zone', zoneNames, 'Not said'),
  check_in_from: clock('Check-in from'),
  check_in_until: clock('Check-in until'),
  check_out_until: clock('Check-out until'),
  min_nights: whole('Fewest nights', 3650, 1),
  max_nights: whole('Most nights', 3650, 1),
  currency: {
    ...choice('Currency', currencyNames, 'Not said'),
    help: 'Another currency does not convert the prices.',
  },
  base_nightly_rate: money('Price per night'),
  cleaning_fee: money('Cleaning fee'),
  house_rules: lines('House rules', 10_000),
  cancellation_policy: choice('Cancellation', cancellations, 'Not said'),
  license_number: text('Licence number', 255),
} satisfies Readonly<Record<string, Field>>;

export type FieldPath = keyof typeof unitFields;

export const fieldPaths: readonly FieldPath[] = Object.keys(unitFields).filter(isFieldPath);

export function isFieldPath(path: string): path is FieldPath {
  return Object.hasOwn(unitFields, path);
}

export const fieldAt = (path: FieldPath): Field => unitFields[path];

/** What a field holds, in words; empty when it says nothing. */
export function inWords(path: FieldPath, value: string): string {
  const field = fieldAt(path);
  return field.kind === 'choice' ? (field.names[value] ?? value) : value;
}
