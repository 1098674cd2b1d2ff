import * as z from 'zod';
import {
  ChannelCallError,
  type ExternalListing,
  type Found,
  type Search,
} from '../../domain/channels/channel.ts';
import { markedListingId } from './marker.ts';

/** Rows per page: a real answer shows 100 without asking, and no maximum is documented. */
export const pageSize = 100;
/** A look-up that needs more gives up rather than say no: a list that never ends is not a list. */
const mostListings = 100_000;

const rowSchema = z.object({
  id: z.union([z.int(), z.string().min(1)]),
  name: z.string().nullish(),
  internalListingName: z.string().nullish(),
});

/** `first`: the id at the top of the page before, by which a server that ignores `offset` is known. */
const cursorSchema = z.object({ offset: z.int().min(0).default(0), first: z.string().optional() });

export const listingPageSchema = z.object({
  result: z.array(rowSchema),
  count: z.int().min(0).nullish().catch(null),
});

export type ListingPage = z.infer<typeof listingPageSchema>;
export type ReadPage = (query: URLSearchParams) => Promise<ListingPage>;

/** What other code may know of a row. */
export function toExternalListing(row: ListingPage['result'][number]): ExternalListing {
  return {
    external_listing_id: String(row.id),
    name: row.name ?? row.internalListingName ?? '',
    listing_id: markedListingId(row.internalListingName),
  };
}

/**
 * One page of the search for the listing with a marker: of all there are, the newest first, so that one just made is on the first page
 * as a rule. Not only of the active ones, since nothing documents that a listing just made counts as such.
 * @throws ChannelCallError `unclear` when the end cannot be reached: a no that is not sure would make a duplicate
 */
export async function findMarked(readPage: ReadPage, search: Search): Promise<Found> {
  const { offset, first } = cursorSchema.parse(JSON.parse(search.cursor ?? '{}'));
  const query = { limit: pageSize, offset, sortOrder: 'latestActivityDesc' };
  const { result, count } = await readPage(toQuery(query));
  const rows = result.map(toExternalListing);

  const wanted = search.listing_id.toLowerCase();
  const listing = rows.find((row) => row.listing_id === wanted);
  if (listing) return { kind: 'found', listing };
  const next = offset + rows.length;
  const isShort = rows.length < pageSize;
  const [top] = rows;
  if (top === undefined || (isShort && next >= (count ?? Number.POSITIVE_INFINITY)))
    return { kind: 'absent' };
  // Nothing new, since the server ignores `offset`: that was all if it fits into a page.
  const isAgain = top.external_listing_id === first;
  if (isAgain && isShort && count == null) return { kind: 'absent' };
  if (isAgain || next >= mostListings) throw notAllShown();

  return {
    kind: 'more',
    cursor: JSON.stringify({ offset: next, first: top.external_listing_id }),
  };
}

function toQuery(values: Readonly<Record<string, string | number>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) query.set(key, String(value));
  return query;
}

function notAllShown(): ChannelCallError {
  return new ChannelCallError({
    kind: 'unclear',
    http_status: null,
    response_excerpt: null,
    error_message: 'Hostaway did not show all of its listings, so the search is not sure',
  });
}
