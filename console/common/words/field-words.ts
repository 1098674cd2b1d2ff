/** What operators call the fields of a payload, in the order in which they read them. */
const names: Readonly<Record<string, string>> = {
  name: 'Name',
  internalListingName: 'Internal name',
  description: 'Description',
  propertyTypeId: 'Kind of property',
  propertyTypeName: 'Kind of property',
  roomType: 'What guests get',
  personCapacity: 'Guests',
  accommodates: 'Guests',
  guestsIncluded: 'Guests in the price',
  priceForExtraPerson: 'Price per extra guest',
  bedroomsNumber: 'Bedrooms',
  bedsNumber: 'Beds',
  listingBedTypes: 'Kinds of beds',
  bathroomsNumber: 'Bathrooms',
  bathrooms: 'Bathrooms',
  bathroomType: 'Kind of bathroom',
  address: 'Address',
  publicAddress: 'Public address',
  street: 'Street and number',
  city: 'City',
  state: 'State or region',
  zipcode: 'Postal code',
  countryCode: 'Country',
  lat: 'Latitude',
  lng: 'Longitude',
  timeZoneName: 'Time zone',
  currencyCode: 'Currency',
  price: 'Price per night',
  cleaningFee: 'Cleaning fee',
  minNights: 'Shortest stay',
  maxNights: 'Longest stay',
  checkInTimeStart: 'Check-in from',
  checkInTimeEnd: 'Check-in until',
  checkOutTime: 'Check-out until',
  cancellationPolicy: 'Cancellation policy',
  propertyLicenseNumber: 'Licence number',
  houseRules: 'House rules',
  listingAmenities: 'Amenities',
  thumbnailUrl: 'Main picture',
  picture: 'Main picture',
  listingImages: 'Photos',
  photos: 'Photos',
};

const order = new Map(Object.keys(names).map((field, index) => [field, index] as const));

/** E.g. "Price per night" for `price`; what has no name here is spelt out: "Some field" for `someField`. */
export function fieldName(field: string): string {
  const known = names[field];
  if (known !== undefined) return known;
  const words = field
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();

  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Fields in the order in which operators read them. */
export function byReading(a: string, b: string): number {
  const place = (field: string) => order.get(field) ?? order.size;
  return place(a) - place(b) || a.localeCompare(b);
}
