import * as z from 'zod';
import type { StoredImage, StoredListing } from '../stored-listing.ts';
import { fieldTypes, fieldValue } from './listing-fields.ts';
import { amenities, bedTypes, cancellationPolicyNames, propertyTypes } from './reference-data.ts';

export interface MergeContext {
  readonly now: number;
  readonly imageDelayMs: number;
  readonly brokenImageText: string;
  /** Gives each row of a listing its id. */
  readonly nextRowId: () => number;
}

const amenityRow = z.object({ amenityId: z.coerce.number().int() });
const bedRow = z.object({
  bedTypeId: z.coerce.number().int(),
  quantity: z.coerce.number().int().min(1).default(1),
  bedroomNumber: z.number().int().nullish(),
  roomName: z.string().nullish(),
});
const imageRow = z.object({
  id: z.int().nullish(),
  url: z.string().nullish(),
  caption: z.string().nullish(),
  airbnbCaption: z.string().nullish(),
  vrboCaption: z.string().nullish(),
  bookingEngineCaption: z.string().nullish(),
  sortOrder: z.number().int().nullish(),
});

/** Empty arrays delete their rows, and do so before anything is validated: even a refused request has deleted them. */
export function deleteEmptied(listing: StoredListing, body: Record<string, unknown>): boolean {
  const emptied = (name: string) => Array.isArray(body[name]) && body[name].length === 0;
  if (emptied('listingAmenities')) listing.amenities = [];
  if (emptied('listingBedTypes')) listing.beds = [];
  if (emptied('listingImages')) listing.images = [];
  const gone = ['listingAmenities', 'listingBedTypes', 'listingImages'].filter(emptied);
  for (const name of gone) listing.sent = { ...listing.sent, [name]: [] };

  return gone.length > 0;
}

/** The documented message when the content is refused; undefined when it is taken. */
export function refusal(body: Record<string, unknown>): string | undefined {
  const policy = body.cancellationPolicy;
  if (policy === undefined || policy === null) return undefined;
  if (cancellationPolicyNames.some((name) => name === policy)) return undefined;
  const allowed = cancellationPolicyNames.join(', ');

  return `Listing error: cancellationPolicy: Value '${String(policy)}' for field 'Cancellation policy' is invalid, allowed values: ${allowed}`;
}

/**
 * Takes over what a body says. What is absent or null stays, arrays are replaced as a whole, and what the listing does
 * not know, cannot keep or does not let anyone set is passed over without a word.
 */
export function mergeListing(
  listing: StoredListing,
  body: Record<string, unknown>,
  context: MergeContext,
): void {
  for (const [name, given] of Object.entries(body)) {
    const type = fieldTypes.get(name);
    const value = type === undefined || given === null ? undefined : fieldValue(type, given);
    if (value === undefined) continue;
    if (name === 'propertyTypeId' && !propertyTypes.some(({ id }) => id === value)) continue;
    listing.fields[name] = value;
  }
  mirrorName(listing, body);
  mergeRows(listing, body, context);
  listing.active_at = context.now;
}

/** `externalListingName` is another name of `name`. */
function mirrorName(listing: StoredListing, body: Record<string, unknown>): void {
  const source = typeof body.name === 'string' ? 'name' : 'externalListingName';
  const name = listing.fields[source];
  if (name === undefined) return;
  listing.fields.name = name;
  listing.fields.externalListingName = name;
}

/** Rows that name an unknown amenity or bed type are passed over. */
function mergeRows(
  listing: StoredListing,
  body: Record<string, unknown>,
  context: MergeContext,
): void {
  if (Array.isArray(body.listingAmenities)) {
    listing.amenities = parseRows(amenityRow, body.listingAmenities)
      .filter((row) => amenities.some(({ id }) => id === row.amenityId))
      .map(({ amenityId }) => ({ id: context.nextRowId(), amenityId }));
  }
  if (Array.isArray(body.listingBedTypes)) {
    listing.beds = parseRows(bedRow, body.listingBedTypes)
      .filter((row) => bedTypes.some(({ id }) => id === row.bedTypeId))
      .map(({ bedTypeId, quantity, bedroomNumber = null, roomName = null }) => ({
        id: context.nextRowId(),
        bedTypeId,
        quantity,
        bedroomNumber,
        roomName,
      }));
  }
  if (Array.isArray(body.customFieldValues)) {
    listing.customFieldValues = parseRows(
      z.record(z.string(), z.unknown()),
      body.customFieldValues,
    );
  }
  if (Array.isArray(body.listingImages)) {
    listing.images = parseRows(imageRow, body.listingImages).flatMap((row) => {
      const kept = listing.images.find(({ id }) => id === row.id);

      return kept === undefined ? newImage(row, context, 0) : [{ ...kept, ...captions(row, kept) }];
    });
  }
}

/** An image to be fetched; `listedAfterMs` is how long it stays unseen. None for a row without a URL. */
export function newImage(
  row: unknown,
  context: MergeContext,
  listedAfterMs: number,
): StoredImage[] {
  const { success, data } = imageRow.safeParse(row);
  if (!success || typeof data.url !== 'string') return [];
  const fetched = !data.url.includes(context.brokenImageText);

  return [
    {
      id: context.nextRowId(),
      source_url: data.url,
      hosted_from: fetched ? context.now + context.imageDelayMs : Number.MAX_SAFE_INTEGER,
      listed_from: fetched ? context.now + listedAfterMs : Number.MAX_SAFE_INTEGER,
      ...captions(data),
    },
  ];
}

type Captions = Omit<StoredImage, 'id' | 'source_url' | 'hosted_from' | 'listed_from'>;

function captions(row: z.infer<typeof imageRow>, kept?: Captions): Captions {
  return {
    caption: row.caption ?? kept?.caption ?? null,
    airbnbCaption: row.airbnbCaption ?? kept?.airbnbCaption ?? null,
    vrboCaption: row.vrboCaption ?? kept?.vrboCaption ?? null,
    bookingEngineCaption: row.bookingEngineCaption ?? kept?.bookingEngineCaption ?? null,
    sortOrder: row.sortOrder ?? kept?.sortOrder ?? 0,
  };
}

function parseRows<T>(schema: z.ZodType<T>, rows: readonly unknown[]): T[] {
  return rows.flatMap((row) => {
    const { success, data } = schema.safeParse(row);

    return success ? [data] : [];
  });
}
