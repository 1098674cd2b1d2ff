import * as z from 'zod';

const imageSchema = z.object({
  id: z.int(),
  source_url: z.string(),
  /** From then on it is served from Hostaway's own storage (epoch ms). */
  hosted_from: z.number(),
  /** From then on it is listed at all: at once when it came with the listing, after the job when it was added. */
  listed_from: z.number(),
  caption: z.string().nullable(),
  airbnbCaption: z.string().nullable(),
  vrboCaption: z.string().nullable(),
  bookingEngineCaption: z.string().nullable(),
  sortOrder: z.int(),
});

/** A listing as the simulator keeps it. */
export const storedListingSchema = z.object({
  id: z.int(),
  account_id: z.int(),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  amenities: z.array(z.object({ id: z.int(), amenityId: z.int() })),
  beds: z.array(
    z.object({
      id: z.int(),
      bedTypeId: z.int(),
      quantity: z.int(),
      bedroomNumber: z.int().nullable(),
      roomName: z.string().nullable(),
    }),
  ),
  images: z.array(imageSchema),
  customFieldValues: z.array(z.record(z.string(), z.unknown())),
  archived: z.boolean(),
  /** Epoch ms. */
  inserted_at: z.number(),
  active_at: z.number(),
  /** Hash of the last accepted body's canonical JSON. */
  body_hash: z.string().nullable(),
  /** Each field as it was sent last, by whichever body named it. */
  sent: z.record(z.string(), z.unknown()).default({}),
  /** Hash of all of them: of what was said of the listing, also by bodies that left out what had not changed. */
  whole_hash: z.string().nullable().default(null),
});

export type StoredListing = z.infer<typeof storedListingSchema>;
export type StoredImage = z.infer<typeof imageSchema>;

/** An empty listing of an account. */
export function emptyListing(id: number, accountId: number, now: number): StoredListing {
  return {
    id,
    account_id: accountId,
    fields: {},
    amenities: [],
    beds: [],
    images: [],
    customFieldValues: [],
    archived: false,
    inserted_at: now,
    active_at: now,
    body_hash: null,
    sent: {},
    whole_hash: null,
  };
}
