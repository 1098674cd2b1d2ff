import type { StoredImage, StoredListing } from '../stored-listing.ts';
import { fieldTypes, nullFields } from './listing-fields.ts';
import { amenities } from './reference-data.ts';

export interface ViewOptions {
  readonly now: number;
  /** Where re-hosted pictures are served from. */
  readonly imageHost: string;
  /** Arrays to leave blank. */
  readonly blank: 'none' | 'customFieldValues' | 'all';
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

/** A listing as the API shows it. */
export function listingView(listing: StoredListing, options: ViewOptions): Record<string, unknown> {
  const { fields } = listing;
  const { blank } = options;
  const view: Record<string, unknown> = { id: listing.id };
  for (const name of fieldTypes.keys()) view[name] = fields[name] ?? null;
  for (const name of nullFields) view[name] = null;

  return {
    ...view,
    country: countryName(fields.countryCode),
    specialStatus: listing.archived ? 'archived' : null,
    insertedOn: dateTime(listing.inserted_at),
    latestActivityOn: dateTime(listing.active_at),
    listingAmenities: blank === 'all' ? [] : listing.amenities.map(amenityView),
    listingBedTypes: blank === 'all' ? [] : listing.beds,
    listingImages: blank === 'all' ? [] : imageViews(listing, options),
    customFieldValues: blank === 'none' ? listing.customFieldValues : [],
    bookingEngineUrls: [],
    listingSettings: [],
    listingUnits: [],
    listingFeeSetting: [],
    listingTags: [],
  };
}

/** `YYYY-MM-DD HH:MM:SS` in UTC: the API's only form of a moment. */
export function dateTime(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ');
}

function amenityView({ id, amenityId }: StoredListing['amenities'][number]) {
  const named = amenities.find((amenity) => amenity.id === amenityId);

  return { id, amenityId, amenityName: named?.name ?? null };
}

/** Pictures in the order of their rows, which need not be that of `sortOrder`. */
function imageViews(listing: StoredListing, { now, imageHost }: ViewOptions) {
  const url = (image: StoredImage) =>
    image.hosted_from > now
      ? image.source_url
      : `${imageHost}/${listing.account_id}-${listing.id}-${image.id}`;

  return listing.images
    .filter((image) => image.listed_from <= now)
    .map((image) => ({
      id: image.id,
      caption: image.caption,
      vrboCaption: image.vrboCaption,
      airbnbCaption: image.airbnbCaption,
      bookingEngineCaption: image.bookingEngineCaption,
      url: url(image),
      sortOrder: image.sortOrder,
    }));
}

/** `country` follows from `countryCode` and cannot be set. */
function countryName(code: unknown): string | null {
  if (typeof code !== 'string' || !/^[A-Z]{2}$/.test(code)) return null;

  return countryNames.of(code) ?? null;
}
