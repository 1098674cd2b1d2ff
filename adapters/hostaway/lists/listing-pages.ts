import * as z from 'zod';
import type {
  ExternalListing,
  ExternalPage,
  Found,
  Search,
} from '../../../domain/channel/channel.ts';
import { type Answer, readPlace, startOf, takePage, troubleOf, writePlace } from './list-walk.ts';
import { listingRowSchema } from './listing-row.ts';

/** Rows per page: a real answer shows 100 without asking, and no maximum is documented. */
const pageSize = 100;
/** More in one page is no page. */
const mostRowsOfAPage = 2_000;
/** Such a place fits into a cursor in a URL of API Gateway, where line and headers may have 10 KB. */
const mostCharsOfIds = 3_600;

/** One page. A row that makes no sense says nothing of the others: it is null. */
export const listingPageSchema = z.object({
  result: z
    .array(z.unknown())
    .transform((rows) =>
      rows.slice(0, mostRowsOfAPage).map((row) => listingRowSchema.safeParse(row).data ?? null),
    ),
  count: z
    .int()
    .min(0)
    .nullish()
    .catch(null)
    .transform((count) => count ?? null),
});

export type ReadPage = (query: URLSearchParams) => Promise<z.infer<typeof listingPageSchema>>;

/**
 * One page of the search for the listing with a marker: of all there are, the newest first, so that one just made is on the first page
 * as a rule. Not only of the active ones, since nothing documents that a listing just made counts as such. It is absent only if the list was
 * seen whole and never contradicted itself: a no that is not sure would make a duplicate.
 */
export async function findMarked(readPage: ReadPage, search: Search): Promise<Found> {
  const walk = readPlace(search.cursor);
  const wantedPage = { limit: pageSize, offset: startOf(walk), sortOrder: 'latestActivityDesc' };
  const answer = await ask(readPage, wantedPage);
  const wanted = search.listing_id.toLowerCase();
  const listing = answer.rows.find((row) => row?.listing_id === wanted);
  if (listing) return { kind: 'found', listing };

  const next = takePage(walk, answer);
  if (!next.ended) return { kind: 'more', cursor: writePlace(next.walk) };
  const why = troubleOf(next.walk);

  return why === null ? { kind: 'absent' } : { kind: 'unsure', why };
}

/** The next so many listings by name, each once. */
export async function listPage(
  readPage: ReadPage,
  { place, limit }: { readonly place: string | null; readonly limit: number },
): Promise<ExternalPage> {
  const walk = readPlace(place ?? undefined);
  const offset = startOf(walk);
  // With the last row of the page before, and the first of the one to come.
  const page = { limit: walk.offset - offset + limit + 1, offset, sortOrder: 'name' };
  const { fresh, ...next } = takePage(walk, await ask(readPage, page), limit);

  return {
    items: fresh,
    next: next.ended ? null : writePlace(next.walk, { mostChars: mostCharsOfIds, page: fresh }),
    incomplete: troubleOf(next.walk),
  };
}

async function ask(
  readPage: ReadPage,
  page: { readonly limit: number; readonly offset: number; readonly sortOrder: string },
): Promise<Answer<ExternalListing>> {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(page)) query.set(key, String(value));
  const { result, count } = await readPage(query);

  return { rows: result, count, is_full: result.length >= page.limit };
}
