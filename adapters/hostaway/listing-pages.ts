import * as z from 'zod';
import { ChannelCallError, type ExternalListing } from '../../domain/channels/channel.ts';
import { markedListingId } from './marker.ts';

/** Rows per page: a real answer shows 100 without asking, and no maximum is documented. */
export const pageSize = 100;
/** 10,000 listings: a look-up that needs more gives up rather than say no. */
const maxPages = 100;
/** How far a second look without the filter goes, see `findMarked`. */
const maxUnfilteredPages = 10;
const dayMs = 86_400_000;

const rowSchema = z.object({
  id: z.union([z.int(), z.string().min(1)]),
  name: z.string().nullish(),
  internalListingName: z.string().nullish(),
});

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
 * The listing with a marker, wherever it is: first among those active since the day before the first attempt, newest first,
 * which is one page as a rule. If it is not there, up to a thousand others are looked through as well, since nothing documents that a listing just made
 * counts as active. Only ids that were not seen yet count as progress, so a server that ignores `offset` ends the search.
 * @throws ChannelCallError `unclear` when there are more pages than may be read: a no that is not sure would make a duplicate
 */
export async function findMarked(
  readPage: ReadPage,
  listingId: string,
  since: number,
): Promise<ExternalListing | undefined> {
  const latestActivityStart = new Date(since - dayMs).toISOString().slice(0, 10);
  const wanted = listingId.toLowerCase();
  const seen = new Set<string>();

  const recent = await search(readPage, { wanted, seen, filter: { latestActivityStart } });
  if (recent.found) return recent.found;
  if (!recent.complete) throw tooMany();

  const others = { wanted, seen: new Set<string>(), filter: {}, maxPages: maxUnfilteredPages };
  return (await search(readPage, others)).found;
}

interface Search {
  readonly wanted: string;
  readonly seen: Set<string>;
  readonly filter: Readonly<Record<string, string>>;
  readonly maxPages?: number;
}

interface SearchResult {
  readonly found?: ExternalListing;
  readonly complete: boolean;
}

async function search(readPage: ReadPage, options: Search): Promise<SearchResult> {
  const { wanted, seen, filter } = options;
  let offset = 0;

  for (let page = 0; page < (options.maxPages ?? maxPages); page++) {
    const query = { limit: pageSize, offset, sortOrder: 'latestActivityDesc', ...filter };
    const { result, count } = await readPage(toQuery(query));
    const rows = result.map(toExternalListing);

    const found = rows.find((row) => row.listing_id === wanted);
    if (found) return { found, complete: true };

    const fresh = rows.filter((row) => !seen.has(row.external_listing_id));
    for (const row of fresh) seen.add(row.external_listing_id);
    if (seen.size >= (count ?? Number.POSITIVE_INFINITY)) return { complete: true };
    // Full pages without anything new: the server ignores `offset`, and the rest stays unseen.
    if (fresh.length === 0)
      return { complete: rows.length === 0 || (rows.length < pageSize && count == null) };
    offset += rows.length;
  }
  return { complete: false };
}

function toQuery(values: Readonly<Record<string, string | number>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) query.set(key, String(value));
  return query;
}

function tooMany(): ChannelCallError {
  return new ChannelCallError({
    kind: 'unclear',
    http_status: null,
    response_excerpt: null,
    error_message: 'Hostaway did not show all of its listings, so the search is not sure',
  });
}
