/** A unit's fields as operators call them, by their paths in the API. */
export const unitFieldNames = {
  name: 'Name',
  description: 'Description',
  'space.property_type': 'Kind of property',
  'space.room_type': 'What guests get',
  capacity_adults: 'Adults',
  capacity_children: 'Children',
  bedrooms: 'Bedrooms',
  beds: 'Beds',
  bathrooms: 'Bathrooms',
  'bathrooms.full': 'Full bathrooms',
  'bathrooms.half': 'Half bathrooms',
  'bathrooms.shared': 'Shared bathrooms',
  address: 'Address',
  'address.line1': 'Street and number',
  'address.line2': 'Address, second line',
  'address.city': 'City',
  'address.state': 'State or region',
  'address.postal_code': 'Postal code',
  'address.country_code': 'Country',
  'address.latitude': 'Latitude',
  'address.longitude': 'Longitude',
  timezone: 'Time zone',
  check_in_from: 'Check-in from',
  check_in_until: 'Check-in until',
  check_out_until: 'Check-out until',
  min_nights: 'Shortest stay',
  max_nights: 'Longest stay',
  currency: 'Currency',
  base_nightly_rate: 'Price per night',
  cleaning_fee: 'Cleaning fee',
  amenities: 'Amenities',
  house_rules: 'House rules',
  cancellation_policy: 'Cancellation policy',
  license_number: 'Licence number',
  media_assets: 'Pictures',
  is_active: 'Switched on',
} as const;

/** What operators call a unit's field, of a path such as `address.city` or `media_assets.3.url`; the path itself if it has no name. */
export function unitFieldName(path: string): string {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const field = parts.slice(0, length).join('.');
    if (isNamed(field)) return unitFieldNames[field];
  }
  return path;
}

const isNamed = (field: string): field is keyof typeof unitFieldNames =>
  Object.hasOwn(unitFieldNames, field);
