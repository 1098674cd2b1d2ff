import * as z from 'zod';
import type { ExternalListing } from '../../../domain/channel/channel.ts';
import { externalIdSchema } from '../external-id.ts';
import { markedListingId } from '../marker.ts';

const label = z
  .string()
  .transform((text) => text.trim().slice(0, 255).toWellFormed())
  .nullish();
const pictureUrl = z.url({ protocol: /^https?$/ }).max(2_048);
const imagesSchema = z.array(
  z.object({ url: pictureUrl.nullable().catch(null), sortOrder: z.number().catch(0) }),
);

/** A row of the account's list, as far as anybody wants it. What only helps people to know it is null where it makes no sense. */
export const listingRowSchema = z
  .object({
    id: externalIdSchema,
    name: label.catch(null),
    // Without it nobody knows whose listing it is, so a label that is no text makes the row unreadable.
    internalListingName: z.string().max(10_000).nullish(),
    specialStatus: z.string().nullish().catch(null),
    address: label.catch(null),
    city: label.catch(null),
    countryCode: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullish()
      .catch(null),
    thumbnailUrl: pictureUrl.nullish().catch(null),
    listingImages: imagesSchema.catch([]),
  })
  .transform(toExternalListing);

interface RowParts {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly internalListingName?: string | null | undefined;
  readonly specialStatus?: string | null | undefined;
  readonly address?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly countryCode?: string | null | undefined;
  readonly thumbnailUrl?: string | null | undefined;
  readonly listingImages: z.infer<typeof imagesSchema>;
}

/** What other code may know of a row. */
function toExternalListing(row: RowParts): ExternalListing {
  const internal_name = label.parse(row.internalListingName) || null;

  return {
    external_listing_id: row.id,
    name: row.name || internal_name || '',
    internal_name,
    address: row.address || null,
    city: row.city || null,
    country_code: row.countryCode ?? null,
    picture_url: firstPicture(row.listingImages) ?? row.thumbnailUrl ?? null,
    is_archived: row.specialStatus === 'archived',
    listing_id: markedListingId(row.internalListingName),
  };
}

function firstPicture(images: RowParts['listingImages']): string | undefined {
  const inOrder = images.toSorted((a, b) => a.sortOrder - b.sortOrder);

  return inOrder.flatMap(({ url }) => (url === null ? [] : [url]))[0];
}
