import type { ListPart } from '../versions/unit-changes.ts';
import type { FieldPath } from './unit-fields.ts';

interface Group {
  readonly title: string;
  readonly description?: string;
  readonly paths: readonly FieldPath[];
  readonly list?: ListPart;
}

/** The fields of a unit as somebody who rents it out thinks of them. */
export const unitGroups: readonly Group[] = [
  { title: 'Name and description', paths: ['name', 'description', 'is_active'] },
  { title: 'Space', paths: ['space.property_type', 'space.room_type'] },
  {
    title: 'Guests and beds',
    paths: ['capacity_adults', 'capacity_children', 'bedrooms'],
    list: 'beds',
  },
  { title: 'Bathrooms', paths: ['bathrooms.full', 'bathrooms.half', 'bathrooms.shared'] },
  {
    title: 'Address',
    paths: [
      ...(['address.line1', 'address.line2', 'address.city', 'address.postal_code'] as const),
      ...(['address.state', 'address.country_code'] as const),
      ...(['address.latitude', 'address.longitude'] as const),
    ],
  },
  {
    title: 'Times and stays',
    description: 'Times of day are those of the place.',
    paths: [
      ...(['check_in_from', 'check_in_until', 'check_out_until'] as const),
      ...(['timezone', 'min_nights', 'max_nights'] as const),
    ],
  },
  { title: 'Prices', paths: ['currency', 'base_nightly_rate', 'cleaning_fee'] },
  { title: 'Amenities', paths: [], list: 'amenities' },
  { title: 'Rules', paths: ['house_rules', 'cancellation_policy', 'license_number'] },
  {
    title: 'Pictures',
    description: 'Channels show them in this order, and the primary one in their lists.',
    paths: [],
    list: 'media_assets',
  },
];
