/** A unit's fields as operators call them, by their paths in the API. */
const names: Readonly<Record<string, string>> = {
  name: 'Name',
  description: 'Description',
  'space.property_type': 'Kind of property',
  'space.room_type': 'Kind of room',
  capacity_adults: 'Adults',
  capacity_children: 'Children',
  bedrooms: 'Bedrooms',
  beds: 'Beds',
  bathrooms: 'Bathrooms',
  address: 'Address',
  'address.line1': 'Street',
  'address.line2': 'Street, second line',
  'address.city': 'City',
  'address.state': 'State',
  'address.postal_code': 'Postal code',
  'address.country_code': 'Country',
  'address.latitude': 'Latitude',
  'address.longitude': 'Longitude',
  timezone: 'Time zone',
  check_in_from: 'Arrival from',
  check_in_until: 'Arrival until',
  check_out_until: 'Departure until',
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
};

/** What operators call a unit's field, of a path such as `address.city` or `media_assets.3.url`; the path itself if it has no name. */
export function unitFieldName(path: string): string {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const name = names[parts.slice(0, length).join('.')];
    if (name !== undefined) return name;
  }
  return path;
}
