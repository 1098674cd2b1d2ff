import { unitFieldNames } from '../../common/words/unit-fields.ts';
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
type Rule = {
  /** What to know before it is filled in. */
  readonly help?: string;
  readonly isRequired?: boolean;
} & (
  | { readonly kind: 'text' | 'lines'; readonly max: number }
  | { readonly kind: 'whole' | 'decimal'; readonly min: number; readonly max: number }
  | { readonly kind: 'clock' | 'money' }
  | { readonly kind: 'choice'; readonly names: Names<string>; readonly none?: string }
);

export type Field = Rule & { readonly label: string };

const text = (max: number) => ({ kind: 'text', max }) as const;
const lines = (max: number) => ({ kind: 'lines', max }) as const;
const whole = (max: number, min = 0) => ({ kind: 'whole', min, max }) as const;
const degrees = (max: number) => ({ kind: 'decimal', min: -max, max }) as const;
const clock = { kind: 'clock' } as const;
const money = { kind: 'money' } as const;
const choice = (names: Names<string>, none?: string) =>
  ({ kind: 'choice', names, ...(none !== undefined && { none }) }) as const;

/** The fields of a unit that hold one value, by the path at which the API names them. Lists are beds, amenities and pictures. */
const unitFields = {
  name: { ...text(255), isRequired: true },
  description: lines(20_000),
  is_active: {
    ...choice(yesNo),
    help: 'A unit that is switched off is published on no new channel; where it is already, it stays.',
  },
  'space.property_type': { ...choice(propertyTypes), isRequired: true },
  'space.room_type': {
    ...choice(roomTypes, 'As usual for this kind of property'),
    help: 'As usual: a room of their own for a hotel room, else the whole place.',
  },
  capacity_adults: whole(500),
  capacity_children: whole(500),
  bedrooms: whole(200),
  'bathrooms.full': { ...whole(100), help: 'With a shower or bath.' },
  'bathrooms.half': { ...whole(100), help: 'Toilet and basin only.' },
  'bathrooms.shared': {
    ...choice(yesNo, 'Not said'),
    help: 'With people who are not of the party.',
  },
  'address.line1': text(255),
  'address.line2': text(255),
  'address.city': text(255),
  'address.state': text(255),
  'address.postal_code': text(32),
  'address.country_code': choice(countryNames, 'Not said'),
  'address.latitude': { ...degrees(90), help: 'In degrees, e.g. 40.6340' },
  'address.longitude': { ...degrees(180), help: 'In degrees, e.g. 14.6027' },
  timezone: choice(zoneNames, 'Not said'),
  check_in_from: clock,
  check_in_until: clock,
  check_out_until: clock,
  min_nights: whole(3650, 1),
  max_nights: whole(3650, 1),
  currency: {
    ...choice(currencyNames, 'Not said'),
    help: 'Another currency does not convert the prices.',
  },
  base_nightly_rate: money,
  cleaning_fee: money,
  house_rules: lines(10_000),
  cancellation_policy: choice(cancellations, 'Not said'),
  license_number: text(255),
} satisfies Readonly<Partial<Record<keyof typeof unitFieldNames, Rule>>>;

export type FieldPath = keyof typeof unitFields;

export const fieldPaths: readonly FieldPath[] = Object.keys(unitFields).filter(isFieldPath);

export function isFieldPath(path: string): path is FieldPath {
  return Object.hasOwn(unitFields, path);
}

export const fieldAt = (path: FieldPath): Field => ({
  ...unitFields[path],
  label: unitFieldNames[path],
});

/** What a field holds, in words; empty when it says nothing. */
export function inWords(path: FieldPath, value: string): string {
  const field = fieldAt(path);
  return field.kind === 'choice' ? (field.names[value] ?? value) : value;
}
